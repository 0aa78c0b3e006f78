import { exampleAnswers, exampleQuestionnaire } from '../../example-questionnaire.js';
import { circumstances, compiled, diagnosticsOf } from '../example-design.js';
import { readResponse } from '../../engine/read-response.js';
import { readAnswers } from '../../read-answers.js';
import { designOf } from './design-of.js';

const questionnaire = exampleQuestionnaire();
const design = designOf(questionnaire, { code: 'poll', version: 1, indicatorVersion: () => 3 });

describe('a plan’s questionnaire as a design', () => {
  it('can be published as it stands', () => {
    expect(diagnosticsOf(design).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(design.entries[2]).toMatchObject({ indicator: { code: 'I-streets', version: 3 } });
  });

  it('asks the same of everybody: both interpreters read every set of answers alike', () => {
    const engine = compiled(design);
    const ages = ['under-18', '18-44', undefined];
    const levels = ['satisfied', 'veryDissatisfied', 'notApplicable', 'refused', undefined];
    let read = 0;
    for (const age of ages) {
      for (const buses of levels) {
        for (const busStops of levels) {
          for (const wish of ['路灯', '字'.repeat(11), undefined]) {
            const answers = JSON.parse(JSON.stringify({ ...exampleAnswers(), age, buses, busStops, wish })) as object;
            const old = readAnswers(questionnaire, answers);
            const found = readResponse(engine, answers, circumstances);
            expect(found.outcome).toBe(old.outcome);
            if (old.outcome !== 'read' || found.outcome !== 'read') continue;
            read += 1;
            expect(found.values.map(({ kind }) => kind)).toEqual(old.values.map(({ kind }) => kind));
          }
        }
      }
    }
    expect(read).toBeGreaterThan(5);
  });
});
