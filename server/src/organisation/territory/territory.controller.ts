import type { Datum, Located, TerritoryVersion } from '@minsheng/contracts';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Permit, SignedIn, type Work, Works } from '../../platform/index.js';
import { boundariesFile, importBoundaries } from './import-boundaries.js';
import { judgeAside } from './judge-aside.js';
import { locate } from './locate.js';
import { requirePoint } from './point.js';
import { publishBoundaries } from './publish-boundaries.js';
import { receiveBoundaries } from './receive-boundaries.js';
import { LocateQuery } from './territory.dto.js';
import { territoryMap } from './territory-map.js';
import { territoryProblems } from './territory.problems.js';
import { listVersions, requireVersion, versionInForce } from './territory.queries.js';
import { territorySchemas } from './territory.schemas.js';
import type { TerritoryVersion as Version } from './territory-version.entity.js';
import { locatedView, versionView } from './territory.view.js';

/** Whose land a place is on (属地): boundaries in, in versions, and points looked up in them. */
@ApiTags('organisation')
@Controller('api/territory')
export class TerritoryController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** The boundaries in force, GCJ-02. */
  @Get()
  @SignedIn('the map of the city')
  @ApiOkResponse({ schema: territorySchemas.map as never })
  @ApiResponse({ status: 304, description: 'as it was' })
  map(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#sendMap(caller, request, reply, async (work) => {
      const version = await versionInForce(work);
      if (!version) throw territoryProblems['none-published']();
      return version;
    });
  }

  /** In which area a point lies. */
  @Get('locate')
  @SignedIn('where a point lies')
  @ApiOkResponse({ schema: territorySchemas.located as never })
  locate(@CurrentCaller() caller: Caller, @Query() query: LocateQuery): Promise<Located> {
    const point = requirePoint({
      lng: Number(query.lng),
      lat: Number(query.lat),
      datum: query.datum as Datum,
      accuracyMetres: query.accuracy === undefined ? null : Number(query.accuracy),
      source: query.source ?? 'DEVICE',
    });
    return this.works.read(caller, async (work) => locatedView(await locate(work, point)));
  }

  /** Newest first, each with what is wrong with it. */
  @Get('versions')
  @Permit('territory.read')
  @ApiOkResponse({ schema: territorySchemas.versions as never })
  versions(@CurrentCaller() caller: Caller): Promise<TerritoryVersion[]> {
    return this.works.read(caller, async (work) => (await listVersions(work)).map(versionView));
  }

  /** A GeoJSON file with its datum named, kept as a draft (docs/formats/boundaries.md). Judged before anything is written. */
  @Post('versions')
  @Permit('territory.import')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: territorySchemas.upload as never })
  @ApiCreatedResponse({ schema: territorySchemas.version as never })
  async import(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<TerritoryVersion> {
    const { bytes, datum, source } = await receiveBoundaries(request);
    const judged = await judgeAside(bytes.toString('utf8'), datum);
    const file = boundariesFile(bytes, datum, source, judged);
    return this.works.write(caller, async (work) => versionView(await importBoundaries(work, file)));
  }

  /** The boundaries of one version, in force or not. */
  @Get('versions/:id/map')
  @Permit('territory.read')
  @ApiOkResponse({ schema: territorySchemas.map as never })
  @ApiResponse({ status: 304, description: 'as it was' })
  versionMap(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#sendMap(caller, request, reply, (work) => requireVersion(work, id));
  }

  /** By another person than the one who imported it. */
  @Post('versions/:id/publish')
  @HttpCode(200)
  @Permit('territory.publish')
  @ApiOkResponse({ schema: territorySchemas.version as never })
  publish(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<TerritoryVersion> {
    return this.works.write(caller, async (work) => versionView(await publishBoundaries(work, id)));
  }

  async #sendMap(
    caller: Caller,
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: (work: Work) => Promise<Version>,
  ): Promise<void> {
    const { etag, text } = await this.works.read(caller, async (work) => {
      const version = await wanted(work);
      return { etag: `"${version.id}"`, text: await territoryMap(work, version) };
    });
    void reply.header('cache-control', 'private, no-cache').header('etag', etag);
    if (request.headers['if-none-match'] === etag) await reply.status(304).send();
    else await reply.header('content-type', 'application/json; charset=utf-8').send(text);
  }
}
