import { Failure, wxFunction } from './call.js';

/** Permissions with a dialog of their own. */
export type Scope =
  | 'scope.userLocation'
  | 'scope.userFuzzyLocation'
  | 'scope.camera'
  | 'scope.writePhotosAlbum'
  | 'scope.record';

/** What app.json must declare before the location interfaces work at all. */
const governed = new Set(['getLocation', 'getFuzzyLocation', 'chooseLocation', 'choosePoi', 'chooseAddress']);

/** The person's answers to WeChat's dialogs, and what the app has declared. */
export class Permissions {
  private readonly answers = new Map<Scope, boolean>();
  private readonly settled = new Map<Scope, boolean>();
  /** False: the person has not agreed to the privacy terms and will not when asked. */
  agreesToPrivacy = true;
  /** Interfaces missing from the privacy declaration in WeChat's console: they fail with 112. */
  readonly undeclared = new Set<string>();

  constructor(private readonly requiredPrivateInfos: readonly string[]) {}

  /** How the person will answer when asked; yes when nothing is said. */
  willAnswer(scope: Scope, yes: boolean): void {
    this.answers.set(scope, yes);
    this.settled.delete(scope);
  }

  settings(): Record<string, boolean> {
    return Object.fromEntries(this.settled);
  }

  /** Opens the settings page and the person changes their mind. */
  change(scope: Scope, yes: boolean): void {
    this.settled.set(scope, yes);
  }

  /** Asks the first time; WeChat remembers a no and does not ask again. @throws Failure on no. */
  ask(scope: Scope): void {
    const answer = this.settled.get(scope) ?? this.answers.get(scope) ?? true;
    this.settled.set(scope, answer);
    if (!answer) throw new Failure('auth deny');
  }

  /** The privacy gate in front of every interface that touches personal data. @throws Failure */
  passPrivacy(api: string): void {
    if (governed.has(api) && !this.requiredPrivateInfos.includes(api))
      throw new Failure('the api need to be declared in the requiredPrivateInfos field in app.json/ext.json');
    if (this.undeclared.has(api))
      throw new Failure('api scope is not declared in the privacy agreement', { errno: 112 });
    if (!this.agreesToPrivacy) throw new Failure('privacy permission is not authorized', { errno: 104 });
  }
}

export function permissionsApi(permissions: Permissions) {
  return {
    getSetting: wxFunction('getSetting', () => ({ authSetting: permissions.settings() })),
    openSetting: wxFunction('openSetting', () => ({ authSetting: permissions.settings() })),
    authorize: wxFunction('authorize', ({ scope }: { scope: Scope }) => permissions.ask(scope)),
    getPrivacySetting: wxFunction('getPrivacySetting', () => ({
      needAuthorization: !permissions.agreesToPrivacy,
      privacyContractName: '《用户隐私保护指引》',
    })),
    requirePrivacyAuthorize: wxFunction('requirePrivacyAuthorize', () => {
      if (!permissions.agreesToPrivacy) throw new Failure('privacy permission is not authorized', { errno: 104 });
    }),
    openPrivacyContract: wxFunction('openPrivacyContract', () => undefined),
    onNeedPrivacyAuthorization: () => undefined,
  };
}
