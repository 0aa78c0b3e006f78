import type { StaffCredentials, StaffMember } from '@minsheng/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  KEYS,
  type Keys,
  Permit,
  type Work,
  Works,
  isId,
  platformProblems,
  reachOf,
  realNow,
} from '../platform/index.js';
import { requireUnit } from '../organisation/index.js';
import { callerCacheOf } from './caller-cache.js';
import { createStaff } from './create-staff.js';
import { makeCredentials } from './credentials.js';
import { endGrant, grantRole } from './grant-role.js';
import { NewGrantBody, NewStaffBody, StaffStateBody } from './identity.dto.js';
import { findPerson, listStaff } from './identity.queries.js';
import { identitySchemas } from './identity.schemas.js';
import { staffMember } from './identity.view.js';
import { changeStaffState, resetStaff } from './manage-staff.js';
import type { Person } from './person.entity.js';
import { enrolmentUri } from './totp.js';

/** Accounts of staff and what they may do where. */
@ApiTags('identity')
@Controller('api/staff')
export class StaffController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  @Get()
  @Permit('identity.read-staff')
  @ApiOkResponse({ schema: identitySchemas.staff as never })
  list(@CurrentCaller() caller: Caller): Promise<StaffMember[]> {
    return this.works.read(caller, async (work) => {
      const staff = await listStaff(work, reachOf(caller, 'identity.read-staff'));
      return staff.map(({ person, grants }) => staffMember(person, grants, realNow()));
    });
  }

  /** The password and the authenticator's address are in this answer and nowhere else. */
  @Post()
  @Permit('identity.manage-staff')
  @ApiCreatedResponse({ schema: identitySchemas.credentials as never })
  async create(@CurrentCaller() caller: Caller, @Body() body: NewStaffBody): Promise<StaffCredentials> {
    const credentials = await makeCredentials();
    const person = await this.works.write(caller, async (work) => {
      for (const { unitId } of body.grants) await requireUnit(work, 'identity.manage-staff', unitId);
      return createStaff(work, this.keys, { ...body, credentials });
    });
    return {
      id: person.id,
      name: person.name,
      password: credentials.password,
      otpauthUri: enrolmentUri(credentials.totpSecret, person.name),
    };
  }

  @Post(':id/reset')
  @HttpCode(200)
  @Permit('identity.manage-staff')
  @ApiOkResponse({ schema: identitySchemas.credentials as never })
  async reset(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<StaffCredentials> {
    const credentials = await makeCredentials();
    const person = await this.#change(caller, id, (work, found) => resetStaff(work, this.keys, found, credentials));
    return {
      id: person.id,
      name: person.name,
      password: credentials.password,
      otpauthUri: enrolmentUri(credentials.totpSecret, person.name),
    };
  }

  @Put(':id/state')
  @HttpCode(204)
  @Permit('identity.manage-staff')
  @ApiNoContentResponse()
  async changeState(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: StaffStateBody,
  ): Promise<void> {
    await this.#change(caller, id, (work, person) => changeStaffState(work, person, body.state));
  }

  @Post(':id/grants')
  @Permit('identity.manage-staff')
  @ApiCreatedResponse({ schema: identitySchemas.grant as never })
  async grant(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: NewGrantBody,
  ): Promise<{ id: string }> {
    let grantId = '';
    await this.#change(caller, id, async (work, person) => {
      await requireUnit(work, 'identity.manage-staff', body.unitId);
      grantId = (await grantRole(work, person.id, body)).id;
    });
    return { id: grantId };
  }

  @Delete(':id/grants/:grantId')
  @HttpCode(204)
  @Permit('identity.manage-staff')
  @ApiNoContentResponse()
  async endGrant(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('grantId') grantId: string,
  ): Promise<void> {
    await this.#change(caller, id, (work, person) => endGrant(work, person.id, grantId));
  }

  /** Changes one person and forgets at once what was remembered of his rights. */
  async #change(caller: Caller, id: string, change: (work: Work, person: Person) => Promise<unknown>): Promise<Person> {
    const person = await this.works.write(caller, async (work) => {
      const found = isId(id) ? await findPerson(work, id) : null;
      if (!found) throw platformProblems['not-found']();
      await change(work, found);
      return found;
    });
    callerCacheOf(this.works).forget({ id: person.id });
    return person;
  }
}
