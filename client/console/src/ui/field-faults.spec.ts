import { faultsOf, faultWithin } from './field-faults.js';

const refusedWith = (details: Record<string, unknown>) =>
  faultsOf({
    kind: 'refused',
    retryAfterSeconds: null,
    problem: { type: '', status: 400, code: 'a.b', title: '', detail: '', sentences: { zh: '', en: '' }, details },
  });
const fault = (field: string, zh: string) => ({ field, sentences: { zh, en: zh } });

describe('the fields that the server refused', () => {
  const faults = refusedWith({
    fields: [fault('title', '太短'), fault('title', '格式不对'), fault('sites.3.area', '没有')],
  });

  it('are found by name, with their first complaint', () => {
    expect(faults.get('title')?.sentences.zh).toBe('太短');
    expect(faults.get('purpose')).toBeUndefined();
  });

  it('a table finds what is wrong inside it, and nothing of a table with a like name', () => {
    expect(faultWithin(faults, 'sites')?.sentences.zh).toBe('没有');
    expect(faultWithin(faults, 'site')).toBeNull();
  });

  it('a refusal about the whole, or in another shape, names none', () => {
    expect(refusedWith({ fields: 'title' }).size).toBe(0);
    expect(refusedWith({ fields: [{ field: 'title' }, null] }).size).toBe(0);
    expect(faultsOf({ kind: 'unreachable' }).size).toBe(0);
    expect(faultsOf(null).size).toBe(0);
  });
});
