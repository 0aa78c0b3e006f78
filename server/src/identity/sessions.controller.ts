import type {} from '@fastify/cookie';
import type { StaffProfile } from '@minsheng/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Caller,
  CONFIG,
  type Config,
  CurrentCaller,
  KEYS,
  type Keys,
  Permit,
  Public,
  Works,
  anonymous,
  platformProblems,
  realNow,
} from '../platform/index.js';
import { cookieNames } from './authenticate.js';
import { callerCacheOf } from './caller-cache.js';
import { signInName } from './create-staff.js';
import { PasswordChangeBody, StaffSignInBody } from './identity.dto.js';
import { identityProblems } from './identity.problems.js';
import { endSession, findPerson, findPersonByName, grantsInForce } from './identity.queries.js';
import { identitySchemas } from './identity.schemas.js';
import { staffProfile } from './identity.view.js';
import { secondsLocked } from './lockout.js';
import { changePassword } from './manage-staff.js';
import { hashPassword, passwordFault, verifyPassword } from './password.js';
import type { Person } from './person.entity.js';
import { RateLimit } from './rate-limit.js';
import { countRefusal, signInStaff } from './sign-in-staff.js';
import { UnknownNames } from './unknown-names.js';

/** Staff come in by name, password and one-time code, and leave. */
@ApiTags('identity')
@Controller('api')
export class SessionsController {
  readonly #unknownNames = new UnknownNames();
  readonly #byAddress = new RateLimit(120, 60);
  readonly #cookie: { name: string; door: 'h' | 'p'; isSecure: boolean };

  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const isSecure = config.publicOrigin.startsWith('https://');
    const door = isSecure ? 'h' : 'p';
    this.#cookie = { name: cookieNames[door], door, isSecure };
  }

  @Post('sessions')
  @HttpCode(204)
  @Public('where staff sign in')
  @ApiNoContentResponse()
  async signIn(
    @CurrentCaller() caller: Caller,
    @Body() body: StaffSignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.#byAddress.pass(request.ip);
    const name = signInName(body.name);
    const person = await this.works.read(anonymous, (work) => findPersonByName(work, name));
    this.#refuseLocked(person ? secondsLocked(person, realNow()) : this.#unknownNames.secondsLocked(name, realNow()));
    const isFitting = await verifyPassword(body.password, person?.passwordHash ?? null);
    if (!person) {
      this.#unknownNames.refuse(name, realNow());
      throw identityProblems['sign-in-refused']();
    }
    const attempt = {
      personId: person.id,
      fittingHash: isFitting ? person.passwordHash : null,
      totp: body.totp,
      admitsDemonstration: this.config.mode === 'demo',
      door: this.#cookie.door,
    };
    const outcome = await this.works.write(anonymous, (work) => signInStaff(work, this.keys, attempt, realNow()));
    if (outcome.kind === 'locked') this.#refuseLocked(outcome.seconds);
    if (outcome.kind !== 'signed-in') throw identityProblems['sign-in-refused']();
    if (caller.kind === 'staff') await this.#end(caller);
    void reply.setCookie(this.#cookie.name, outcome.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.#cookie.isSecure,
    });
  }

  @Delete('sessions/current')
  @HttpCode(204)
  @Permit('identity.own-account')
  @ApiNoContentResponse()
  async signOut(@CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.#end(caller);
    void reply.clearCookie(this.#cookie.name, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.#cookie.isSecure,
    });
  }

  @Get('me')
  @Permit('identity.own-account')
  @ApiOkResponse({ schema: identitySchemas.profile as never })
  me(@CurrentCaller() caller: Caller): Promise<StaffProfile> {
    return this.works.read(caller, async (work) => {
      const person = await findPerson(work, caller.id);
      if (!person) throw platformProblems['not-signed-in']();
      return staffProfile(person, await grantsInForce(work, person.id), caller);
    });
  }

  /** A wrong current password counts like a refused sign-in. */
  @Post('me/password')
  @HttpCode(204)
  @Permit('identity.own-account')
  @ApiNoContentResponse()
  async changePassword(@CurrentCaller() caller: Caller, @Body() body: PasswordChangeBody): Promise<void> {
    const person = await this.works.read(caller, (work) => findPerson(work, caller.id));
    if (!person) throw platformProblems['not-signed-in']();
    this.#refuseLocked(secondsLocked(person, realNow()));
    await this.#proveItIs(person, body.currentPassword, caller);
    if (passwordFault(body.newPassword, person.name)) throw identityProblems['password-too-weak']();
    const passwordHash = await hashPassword(body.newPassword);
    await this.works.write(caller, (work) => changePassword(work, person, passwordHash));
    callerCacheOf(this.works).forget({ id: person.id });
  }

  async #proveItIs(person: Person, password: string, caller: Caller): Promise<void> {
    if (await verifyPassword(password, person.passwordHash)) return;
    await this.works.write(caller, (work) => countRefusal(work, person, realNow()));
    throw identityProblems['sign-in-refused']();
  }

  async #end({ sessionId }: Caller): Promise<void> {
    if (sessionId === undefined) return;
    await this.works.write(anonymous, (work) => endSession(work, sessionId));
    callerCacheOf(this.works).forget({ sessionId });
  }

  #refuseLocked(seconds: number): void {
    if (seconds > 0) throw identityProblems['locked-out']({ seconds });
  }
}
