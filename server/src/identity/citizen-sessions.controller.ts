import type { CitizenProfile, CitizenSession, PhoneCodeSent } from '@minsheng/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { randomInt } from 'node:crypto';
import {
  type Caller,
  CitizenOnly,
  CurrentCaller,
  KEYS,
  type Keys,
  Public,
  Works,
  anonymous,
  platformProblems,
  realNow,
} from '../platform/index.js';
import { tokenOf } from './authenticate.js';
import { PhoneCodeRequestBody, PhoneSignInBody, WechatSignInBody } from './identity.dto.js';
import { identityProblems } from './identity.problems.js';
import { endCitizenSession, findCitizen, forgiveUnsentCode } from './identity.queries.js';
import { identitySchemas } from './identity.schemas.js';
import { citizenProfile } from './identity.view.js';
import { mobileNumber } from './mobile.js';
import { RateLimit } from './rate-limit.js';
import { tokenHash } from './secrets.js';
import { sessionBookOf } from './session-book.js';
import { phoneDigest, placePhoneCode, signInByPhone, signInByWechat } from './sign-in-citizen.js';
import { SMS, type SmsPort } from './sms.js';
import { WECHAT, type WechatPort } from './wechat.js';

/** Citizens come in by WeChat, or on the open web by a code sent to their phone. */
@ApiTags('identity')
@Controller('api')
export class CitizenSessionsController {
  readonly #codesByAddress = new RateLimit(60, 600);
  readonly #signInsByAddress = new RateLimit(600, 60);

  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(WECHAT) private readonly wechat: WechatPort,
    @Inject(SMS) private readonly sms: SmsPort,
  ) {}

  @Post('citizen-sessions/wechat')
  @Public('where citizens sign in')
  @ApiCreatedResponse({ schema: identitySchemas.citizenSession as never })
  async byWechat(@Body() body: WechatSignInBody, @Req() request: FastifyRequest): Promise<CitizenSession> {
    this.#signInsByAddress.pass(request.ip);
    const openid = await this.wechat.openidOf(body.code);
    const { session, ended } = await this.works.write(anonymous, (work) =>
      signInByWechat(work, this.keys, { appId: this.wechat.appId, openid }, realNow()),
    );
    sessionBookOf(this.works).forget(ended);
    return session;
  }

  @Post('phone-codes')
  @HttpCode(200)
  @Public('where citizens sign in')
  @ApiOkResponse({ schema: identitySchemas.phoneCodeSent as never })
  async sendCode(@Body() body: PhoneCodeRequestBody, @Req() request: FastifyRequest): Promise<PhoneCodeSent> {
    const phone = this.#phone(body.phone);
    this.#codesByAddress.pass(request.ip);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const placing = await this.works.write(anonymous, (work) =>
      placePhoneCode(work, this.keys, { phone, code }, realNow()),
    );
    if (placing.kind === 'too-soon') throw identityProblems['phone-code-too-soon']({ seconds: placing.seconds });
    try {
      await this.sms.send(phone, code);
    } catch (error) {
      await this.works.write(anonymous, (work) => forgiveUnsentCode(work, phoneDigest(this.keys, phone), realNow()));
      throw error;
    }
    return { retryAfterSeconds: placing.retryAfterSeconds, ...(this.sms.showsCode ? { demonstrationCode: code } : {}) };
  }

  @Post('citizen-sessions/phone')
  @Public('where citizens sign in')
  @ApiCreatedResponse({ schema: identitySchemas.citizenSession as never })
  async byPhone(@Body() body: PhoneSignInBody, @Req() request: FastifyRequest): Promise<CitizenSession> {
    const phone = this.#phone(body.phone);
    this.#signInsByAddress.pass(request.ip);
    const admitted = await this.works.write(anonymous, (work) =>
      signInByPhone(work, this.keys, { phone, code: body.code }, realNow()),
    );
    if (!admitted) throw identityProblems['phone-code-wrong']();
    sessionBookOf(this.works).forget(admitted.ended);
    return admitted.session;
  }

  @Get('citizen/me')
  @CitizenOnly('the own profile')
  @ApiOkResponse({ schema: identitySchemas.citizen as never })
  async me(@CurrentCaller() caller: Caller): Promise<CitizenProfile> {
    const citizen = await this.works.read(caller, (work) => findCitizen(work, caller.id));
    if (!citizen) throw platformProblems['not-signed-in']();
    return citizenProfile(citizen);
  }

  @Delete('citizen-sessions/current')
  @HttpCode(204)
  @CitizenOnly('the own session')
  @ApiNoContentResponse()
  async signOut(@Req() { headers }: FastifyRequest): Promise<void> {
    const token = tokenOf(headers);
    if (token === null) return;
    const ended = await this.works.write(anonymous, (work) => endCitizenSession(work, tokenHash(token), realNow()));
    sessionBookOf(this.works).forget(ended);
  }

  #phone(typed: string): string {
    const phone = mobileNumber(typed);
    if (phone === null) throw identityProblems['phone-invalid']();
    return phone;
  }
}
