import { begun, changed, mostSteps, redone, undone } from './history.js';

describe('undo and redo', () => {
  it('take back the last change and bring it again', () => {
    const history = changed(changed(begun('a'), 'b', null), 'c', null);
    expect(undone(history).present).toBe('b');
    expect(undone(undone(history)).present).toBe('a');
    expect(redone(undone(history)).present).toBe('c');
  });

  it('do nothing where there is nothing to take back or to bring again', () => {
    const history = begun('a');
    expect(undone(history)).toBe(history);
    expect(redone(history)).toBe(history);
  });

  it('count typing in one field as one step, and another field as the next', () => {
    const typed = ['您', '您对', '您对市'].reduce((history, text) => changed(history, text, 'q1.text'), begun(''));
    const elsewhere = changed(typed, '您对市容', 'q1.hint');
    expect(undone(elsewhere).present).toBe('您对市');
    expect(undone(undone(elsewhere)).present).toBe('');
  });

  it('begin a new step in the same field after something was taken back', () => {
    const typed = changed(changed(begun(''), 'a', 'f'), 'ab', 'f');
    const again = changed(undone(typed), 'x', 'f');
    expect(undone(again).present).toBe('');
    expect(changed(redone(undone(again)), 'xy', 'f').past).toEqual(['', 'x']);
  });

  it('forget what was taken back once something else is changed', () => {
    const history = changed(undone(changed(begun('a'), 'b', null)), 'c', null);
    expect(redone(history).present).toBe('c');
    expect(undone(history).present).toBe('a');
  });

  it('is no step when nothing changed', () => {
    const history = changed(begun('a'), 'b', null);
    expect(changed(history, 'b', null)).toBe(history);
  });

  it(`keep the last ${mostSteps} steps`, () => {
    let history = begun(0);
    for (let step = 1; step <= mostSteps + 50; step += 1) history = changed(history, step, null);
    for (let step = 0; step < mostSteps + 50; step += 1) history = undone(history);
    expect(history.present).toBe(50);
  });
});
