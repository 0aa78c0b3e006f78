import type {
  DraftSaved,
  ImportedDesign,
  QuestionBank,
  QuestionnaireProof,
  QuestionnaireSummary,
  QuestionnaireVersionView,
  QuestionnaireView,
} from '@minsheng/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CONFIG, type Config, CurrentCaller, Permit, Works } from '../platform/index.js';
import { ASKING_POLLS, type AskingPollsOf } from './asking-polls.js';
import { createQuestionnaire } from './create-questionnaire.js';
import { readDraftSave, readNewQuestionnaire, readPublish, readScenarios } from './design-body.js';
import { importDesign } from './import-design.js';
import { proveDraft } from './prove-draft.js';
import { publishQuestionnaire } from './publish-questionnaire.js';
import { questionBank } from './question-bank.js';
import { DiscardQuery } from './questionnaire.dto.js';
import { dispositionOf, draftFile, makeFile, versionFile, type WantedFile } from './questionnaire-file.js';
import { questionnaireFileResponse, questionnaireSchemas } from './questionnaire.schemas.js';
import { discardDraft, saveDraft } from './save-draft.js';
import { saveScenarios } from './save-scenarios.js';
import { showQuestionnaire, showQuestionnaires, showVersion } from './show-questionnaires.js';

/**
 * The question bank (问卷库). Bodies that hold a design are checked against its JSON Schema (`design-body.ts`), since no class
 * describes twenty kinds of items.
 */
@ApiTags('questionnaires')
@Controller('api/questionnaires')
export class QuestionnairesController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ASKING_POLLS) private readonly askingPolls: AskingPollsOf,
  ) {}

  /** The one changed last first. */
  @Get()
  @Permit('questionnaires.read')
  @ApiOkResponse({ schema: questionnaireSchemas.list as never })
  list(@CurrentCaller() caller: Caller): Promise<QuestionnaireSummary[]> {
    return this.works.read(caller, (work) => showQuestionnaires(work, this.askingPolls));
  }

  /** Empty, or a copy of what was asked before. */
  @Post()
  @Permit('questionnaires.edit')
  @ApiBody({ schema: questionnaireSchemas.bodies.create as never })
  @ApiCreatedResponse({ schema: questionnaireSchemas.view as never })
  async create(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<QuestionnaireView> {
    const id = await createQuestionnaire(this.works, caller, readNewQuestionnaire(body), this.askingPolls);
    return this.#view(caller, id);
  }

  /** 题库: what can be asked, by indicator. */
  @Get('bank')
  @Permit('questionnaires.read')
  @ApiOkResponse({ schema: questionnaireSchemas.bank as never })
  bank(@CurrentCaller() caller: Caller): Promise<QuestionBank> {
    return this.works.read(caller, (work) => questionBank(work, this.askingPolls));
  }

  /** Reads a design, and stores nothing. */
  @Post('import')
  @HttpCode(200)
  @Permit('questionnaires.edit')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: questionnaireSchemas.bodies.upload as never })
  @ApiOkResponse({ schema: questionnaireSchemas.imported as never })
  import(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<ImportedDesign> {
    return importDesign(this.works, caller, request);
  }

  @Get(':id')
  @Permit('questionnaires.read')
  @ApiOkResponse({ schema: questionnaireSchemas.view as never })
  view(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<QuestionnaireView> {
    return this.#view(caller, id);
  }

  /** Faults never stop a save. */
  @Put(':id/draft')
  @Permit('questionnaires.edit')
  @ApiBody({ schema: questionnaireSchemas.bodies.save as never })
  @ApiOkResponse({ schema: questionnaireSchemas.saved as never })
  save(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: unknown): Promise<DraftSaved> {
    return saveDraft(this.works, caller, id, readDraftSave(body));
  }

  /** With `revision` only if nobody saved after it. */
  @Delete(':id/draft')
  @HttpCode(204)
  @Permit('questionnaires.edit')
  @ApiNoContentResponse()
  discard(@CurrentCaller() caller: Caller, @Param('id') id: string, @Query() query: DiscardQuery): Promise<void> {
    const revision = query.revision === undefined ? null : Number(query.revision);
    return this.works.write(caller, (work) => discardDraft(work, id, revision));
  }

  /** Everything that publishing would look at, and what random paths reach. */
  @Post(':id/draft/proof')
  @HttpCode(200)
  @Permit('questionnaires.edit')
  @ApiOkResponse({ schema: questionnaireSchemas.proof as never })
  prove(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<QuestionnaireProof> {
    return proveDraft(this.works, caller, id);
  }

  /** All of them: those left out are gone. */
  @Put(':id/scenarios')
  @Permit('questionnaires.edit')
  @ApiBody({ schema: questionnaireSchemas.bodies.scenarios as never })
  @ApiOkResponse({ schema: questionnaireSchemas.view as never })
  async scenarios(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<QuestionnaireView> {
    const scenarios = readScenarios(body);
    await this.works.write(caller, (work) => saveScenarios(work, id, scenarios));
    return this.#view(caller, id);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Permit('questionnaires.publish')
  @ApiBody({ schema: questionnaireSchemas.bodies.publish as never })
  @ApiOkResponse({ schema: questionnaireSchemas.version as never })
  async publish(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<QuestionnaireVersionView> {
    const { version } = await publishQuestionnaire(this.works, caller, id, readPublish(body));
    return this.works.read(caller, (work) => showVersion(work, id, version));
  }

  @Get(':id/versions/:version')
  @Permit('questionnaires.read')
  @ApiOkResponse({ schema: questionnaireSchemas.version as never })
  version(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('version') version: string,
  ): Promise<QuestionnaireVersionView> {
    return this.works.read(caller, (work) => showVersion(work, id, Number(version)));
  }

  /** 设计、XLSForm、XForm、DDI、纸质表: what was published never changes, so a copy is kept by its tag. */
  @Get(':id/versions/:version/:file')
  @Permit('questionnaires.read')
  @ApiOkResponse(questionnaireFileResponse)
  @ApiResponse({ status: 304, description: 'as it was' })
  async fileOfVersion(
    @CurrentCaller() caller: Caller,
    @Param() { id, version, file }: { id: string; version: string; file: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { etag, ...wanted } = await this.works.read(caller, (work) =>
      versionFile(work, id, Number(version), file, this.config.mode === 'demo'),
    );
    void reply.header('cache-control', 'private, no-cache').header('etag', etag);
    if (request.headers['if-none-match'] === etag) await reply.status(304).send();
    else await sendFile(reply, wanted);
  }

  /** The same of what is being worked on. */
  @Get(':id/draft/:file')
  @Permit('questionnaires.read')
  @ApiOkResponse(questionnaireFileResponse)
  async fileOfDraft(
    @CurrentCaller() caller: Caller,
    @Param() { id, file }: { id: string; file: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = await this.works.read(caller, (work) => draftFile(work, id, file, this.config.mode === 'demo'));
    await sendFile(reply.header('cache-control', 'no-store'), wanted);
  }

  #view(caller: Caller, id: string): Promise<QuestionnaireView> {
    return showQuestionnaire(this.works, caller, id, this.askingPolls);
  }
}

async function sendFile(reply: FastifyReply, wanted: WantedFile): Promise<void> {
  const { type, bytes } = await makeFile(wanted);
  await reply.header('content-type', type).header('content-disposition', dispositionOf(wanted)).send(bytes);
}
