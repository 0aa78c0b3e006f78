import { type DynamicModule, Module } from '@nestjs/common';
import { ASKING_POLLS, type AskingPollsOf } from './asking-polls.js';
import { QuestionnairesController } from './questionnaires.controller.js';

@Module({})
export class QuestionnairesModule {
  /** @param askingPolls the polls of the city: a floor above, which this room does not know */
  static with(askingPolls: AskingPollsOf): DynamicModule {
    return {
      module: QuestionnairesModule,
      controllers: [QuestionnairesController],
      providers: [{ provide: ASKING_POLLS, useValue: askingPolls }],
    };
  }
}
