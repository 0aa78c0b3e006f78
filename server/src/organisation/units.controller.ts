import type { SeatView, UnitImportReport, UnitRow, UnitView } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Permit, Works, reachOf } from '../platform/index.js';
import { activateUnit } from './activate-unit.js';
import { assignSeat, endSeat } from './assign-seat.js';
import { createUnit } from './create-unit.js';
import { importUnits, judgeUnitsFile, readUnitsFile } from './import/import-units.js';
import { receivedFile } from './import/received-file.js';
import {
  ImportQuery,
  SeatAssignmentBody,
  UnitClosingBody,
  UnitCreationBody,
  UnitMovingBody,
} from './organisation.dto.js';
import { findUnit, listSeats, listUnits, requirePlaceBelow, requireUnit } from './organisation.queries.js';
import { organisationSchemas } from './organisation.schemas.js';
import { seatView, unitRow, unitView } from './organisation.view.js';
import { closeUnit, moveUnit } from './reorganise.js';

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

@ApiTags('organisation')
@Controller('api/units')
export class UnitsController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** The units the reader reaches, parents before children. */
  @Get()
  @Permit('organisation.read')
  @ApiOkResponse({ schema: organisationSchemas.units as never })
  list(@CurrentCaller() caller: Caller): Promise<UnitRow[]> {
    return this.works.read(caller, async (work) =>
      (await listUnits(work, reachOf(caller, 'organisation.read'))).map(unitRow),
    );
  }

  @Get(':id')
  @Permit('organisation.read')
  @ApiOkResponse({ schema: organisationSchemas.unit as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<UnitView> {
    return this.works.read(caller, async (work) => unitView(await requireUnit(work, 'organisation.read', id)));
  }

  @Post()
  @Permit('organisation.write')
  @ApiCreatedResponse({ schema: organisationSchemas.unit as never })
  create(@CurrentCaller() caller: Caller, @Body() body: UnitCreationBody): Promise<UnitView> {
    return this.works.write(caller, async (work) => {
      await requirePlaceBelow(work, 'organisation.write', body.parentId ?? null);
      return unitView(await createUnit(work, { ...body, validFrom: instant(body.validFrom) }));
    });
  }

  /** From DRAFT to work, once an officer sits there. */
  @Post(':id/activate')
  @HttpCode(204)
  @Permit('organisation.write')
  @ApiNoContentResponse()
  activate(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.works.write(caller, async (work) =>
      activateUnit(work, await requireUnit(work, 'organisation.write', id)),
    );
  }

  /** With everything below it. */
  @Post(':id/move')
  @HttpCode(200)
  @Permit('organisation.write')
  @ApiOkResponse({ schema: organisationSchemas.unit as never })
  move(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: UnitMovingBody): Promise<UnitView> {
    return this.works.write(caller, async (work) => {
      const unit = await requireUnit(work, 'organisation.write', id);
      const parent = await requireUnit(work, 'organisation.write', body.parentId);
      await moveUnit(work, unit, parent, { document: body.document, effectiveAt: instant(body.effectiveAt) });
      return unitView((await findUnit(work, unit.id))!);
    });
  }

  /** Closed, or merged into another; never deleted. */
  @Post(':id/close')
  @HttpCode(200)
  @Permit('organisation.write')
  @ApiOkResponse({ schema: organisationSchemas.unit as never })
  close(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: UnitClosingBody): Promise<UnitView> {
    return this.works.write(caller, async (work) => {
      const unit = await requireUnit(work, 'organisation.write', id);
      const successor =
        body.mergedIntoId === undefined ? null : await requireUnit(work, 'organisation.write', body.mergedIntoId);
      await closeUnit(work, unit, successor, { document: body.document, effectiveAt: instant(body.effectiveAt) });
      return unitView((await findUnit(work, unit.id))!);
    });
  }

  /** CSV or XLSX, all rows or none (docs/formats/units-import.md). The file is whole before any transaction opens. */
  @Post('import')
  @HttpCode(200)
  @Permit('organisation.import')
  @ApiConsumes('multipart/form-data')
  @ApiOkResponse({ schema: organisationSchemas.importReport as never })
  async import(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Query() query: ImportQuery,
  ): Promise<UnitImportReport> {
    const file = await readUnitsFile(await receivedFile(request));
    return query.dryRun === '1'
      ? this.works.read(caller, (work) => judgeUnitsFile(work, file))
      : this.works.write(caller, (work) => importUnits(work, file));
  }

  @Get(':id/seats')
  @Permit('organisation.read')
  @ApiOkResponse({ schema: organisationSchemas.seats as never })
  seats(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<SeatView[]> {
    return this.works.read(caller, async (work) => {
      const unit = await requireUnit(work, 'organisation.read', id);
      return (await listSeats(work, unit.id)).map(seatView);
    });
  }

  @Post(':id/seats')
  @Permit('organisation.assign-seat')
  @ApiCreatedResponse({ schema: organisationSchemas.seat as never })
  assign(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: SeatAssignmentBody,
  ): Promise<SeatView> {
    return this.works.write(caller, async (work) => {
      const unit = await requireUnit(work, 'organisation.assign-seat', id);
      return seatView(
        await assignSeat(work, unit, { ...body, validFrom: instant(body.validFrom), validTo: instant(body.validTo) }),
      );
    });
  }

  @Post(':id/seats/:seatId/end')
  @HttpCode(204)
  @Permit('organisation.assign-seat')
  @ApiNoContentResponse()
  endSeat(@CurrentCaller() caller: Caller, @Param('id') id: string, @Param('seatId') seatId: string): Promise<void> {
    return this.works.write(caller, async (work) =>
      endSeat(work, await requireUnit(work, 'organisation.assign-seat', id), seatId),
    );
  }
}
