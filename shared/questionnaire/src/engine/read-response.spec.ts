import fc from 'fast-check';
import {
  both,
  circumstances,
  compiled,
  compiledExample,
  designWith,
  exampleDesignAnswers,
  item,
  x,
} from '../compile/example-design.js';
import { readResponse, type ResponseFaultCode } from './read-response.js';

const example = compiledExample();
const good = exampleDesignAnswers();

describe('reading a response', () => {
  it('tells an answer, a missing code, a question passed by and one not asked apart', () => {
    const reading = readResponse(example, { ...good, buses: 'dontKnow', lamps: 'fair', spend: '12.50' }, circumstances);
    const values =
      reading.outcome === 'read' ? new Map(reading.values.map((each) => [each.question, each])) : new Map();
    expect(values.get('lamps')).toEqual({ question: 'lamps', kind: 'answered', value: 'fair' });
    expect(values.get('buses')).toEqual({ question: 'buses', kind: 'missing', code: 'dontKnow' });
    expect(values.get('water')).toEqual({ question: 'water', kind: 'notAnswered' });
    expect(values.get('wish')).toEqual({ question: 'wish', kind: 'notAsked' });
    expect(values.get('point')).toEqual({ question: 'point', kind: 'notAsked' });
    expect(values.get('adult')).toEqual({ question: 'adult', kind: 'answered', value: 'yes' });
    expect(values.get('source')).toEqual({ question: 'source', kind: 'answered', value: 'poster' });
    expect(values.get('spend')).toEqual({ question: 'spend', kind: 'answered', value: '12.5' });
    expect(values.has('welcome')).toBe(false);
  });

  it.each<[string, unknown, [string | null, ResponseFaultCode][]]>([
    ['nothing', null, [[null, 'not-answers']]],
    ['a list', ['OK'], [[null, 'not-answers']]],
    ['an item that the questionnaire does not have', { ...good, shoes: '43' }, [['shoes', 'unknown-item']]],
    ['a number where a text is sent', { ...good, spend: 35 }, [['spend', 'malformed']]],
    [
      'half a year, and with it what only adults are asked',
      { ...good, age: '35.5' },
      [
        ['age', 'malformed'],
        ['ways', 'not-asked'],
        ['buses', 'not-asked'],
      ],
    ],
    ['an age that its check refuses', { ...good, age: '140' }, [['age', 'constraint']]],
    ['a date of the future', { ...good, since: '2026-11-23' }, [['since', 'constraint']]],
    ['a day that the calendar does not have', { ...good, since: '2025-02-29' }, [['since', 'malformed']]],
    ['sixteen digits', { ...good, spend: '1234567890123.456' }, [['spend', 'malformed']]],
    ['an option that the list does not have', { ...good, ways: 'plane' }, [['ways', 'malformed']]],
    ['an option twice', { ...good, ways: 'bus bus' }, [['ways', 'malformed']]],
    ['“none” beside others', { ...good, ways: 'none bus' }, [['ways', 'malformed']]],
    ['four where three are allowed', { ...good, ways: 'bus bike car foot' }, [['ways', 'malformed']]],
    ['one ranked where two are wanted', { ...good, wishes: 'bus' }, [['wishes', 'malformed']]],
    ['an option that the filter does not offer', { ...good, ways: 'bus car', main: 'foot' }, [['main', 'not-offered']]],
    ['a street of another district', { ...good, district: 'south' }, [['street', 'not-offered']]],
    ['an answer to a question not asked', { ...good, wish: '路灯' }, [['wish', 'not-asked']]],
    ['a missing code that is not offered', { ...good, water: 'refused' }, [['water', 'malformed']]],
    [
      'a text one character too long',
      { ...good, buses: 'veryDissatisfied', wish: '字'.repeat(11) },
      [['wish', 'malformed']],
    ],
    ['a text of blanks', { ...good, buses: 'veryDissatisfied', wish: '　 ' }, [['wish', 'malformed']]],
    [
      'a required group of questions unanswered',
      { ...good, ways: '', buses: '' },
      [
        ['ways', 'required'],
        ['buses', 'required'],
      ],
    ],
    ['consent not given', { ...good, agree: '' }, [['agree', 'required']]],
    ['consent of another kind', { ...good, agree: 'no' }, [['agree', 'malformed']]],
    ['an interviewer’s question answered by a citizen', { ...good, point: 'S-1' }, [['point', 'not-asked']]],
    ['the name of something every object has', { ...good, constructor: 'x' }, [['constructor', 'unknown-item']]],
  ])('refuses %s', (_title, answers, faults) => {
    const reading = readResponse(example, answers, circumstances);
    expect(reading.outcome === 'refused' && reading.faults.map(({ question, code }) => [question, code])).toEqual(
      faults,
    );
  });

  it('says a refusal in the words of whoever wrote the check', () => {
    const reading = readResponse(example, { ...good, age: '140' }, circumstances);
    expect(reading.outcome === 'refused' && reading.faults[0]?.sentences).toEqual(
      both('年龄是 0 到 120', 'Age is 0 to 120'),
    );
  });

  it('lets a soft check pass and notes it', () => {
    const reading = readResponse(example, { ...good, age: '101' }, circumstances);
    expect(reading.outcome === 'read' && reading.warnings).toEqual(['age']);
  });

  it('works calculated values out again, and hands back where the phone had another', () => {
    const reading = readResponse(example, { ...good, adult: 'no' }, circumstances);
    expect(reading.outcome === 'read' && reading.differences).toEqual([
      { question: 'adult', claimed: 'no', found: 'yes' },
    ]);
    const same = readResponse(example, { ...good, adult: 'yes' }, circumstances);
    expect(same.outcome === 'read' && same.differences).toEqual([]);
  });

  it('takes from once() what the phone kept', () => {
    const questionnaire = compiled(
      designWith([item('a'), item('begun', { type: 'calculated', calculation: 'once(today())' })]),
    );
    const reading = readResponse(questionnaire, { begun: '2026-11-20' }, circumstances);
    expect(reading.outcome === 'read' && [reading.values[1], reading.differences]).toEqual([
      { question: 'begun', kind: 'answered', value: '2026-11-20' },
      [],
    ]);
  });

  it('is blocked by an expression that fails, and says that the questionnaire is at fault', () => {
    const questionnaire = compiled(
      designWith([item('n', { type: 'integer' }), item('share', { type: 'calculated', calculation: x('100 div @n') })]),
    );
    const reading = readResponse(questionnaire, { n: '0' }, circumstances);
    expect(reading.outcome === 'refused' && reading.faults.map(({ question, code }) => [question, code])).toEqual([
      ['share', 'expression-error'],
    ]);
    // Nothing answered is nothing worked out, which is no error.
    expect(readResponse(questionnaire, {}, circumstances).outcome).toBe('read');
  });

  it('refuses a questionnaire made for a newer interpreter', () => {
    const reading = readResponse({ ...example, engine: 2 }, good, circumstances);
    expect(reading.outcome === 'refused' && reading.faults.map(({ code }) => code)).toEqual(['unknown-engine']);
  });

  it('answers whatever JSON it is given, without an exception', () => {
    const codes = example.questions.map(({ code }) => code);
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(...codes),
        fc.constantFrom(...codes),
        fc.string(),
        (value, one, other, text) => {
          for (const answers of [value, { ...good, [one]: value }, { ...good, [one]: text, [other]: text }]) {
            expect(['read', 'refused']).toContain(readResponse(example, answers, circumstances).outcome);
          }
        },
      ),
      { numRuns: 300, seed: 20261122 },
    );
  });
});
