import { Failure, wxFunction } from './call.js';

/** WeChat's side of signing in: each `wx.login` gives a new one-time code. */
export class Account {
  private given = 0;
  private readonly planned: (string | null)[] = [];
  isSessionAlive = true;
  /** What the person answers when asked whether messages may be sent. */
  acceptsMessages = true;

  /** The next codes; null makes `wx.login` fail. Afterwards codes are numbered. */
  willGive(...codes: (string | null)[]): void {
    this.planned.push(...codes);
  }

  /** @throws Failure */
  nextCode(): string {
    this.given += 1;
    const planned = this.planned.shift();
    if (planned === null) throw new Failure('system error');
    return planned ?? `code-${this.given}`;
  }
}

export function accountApi(account: Account) {
  return {
    login: wxFunction('login', () => ({ code: account.nextCode() })),
    checkSession: wxFunction('checkSession', () => {
      if (!account.isSessionAlive) throw new Failure('session time out, need relogin');
    }),
    requestSubscribeMessage: wxFunction('requestSubscribeMessage', ({ tmplIds }: { tmplIds: string[] }) =>
      Object.fromEntries(tmplIds.map((id) => [id, account.acceptsMessages ? 'accept' : 'reject'])),
    ),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
  };
}
