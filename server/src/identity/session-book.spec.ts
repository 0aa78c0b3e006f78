import { createHash } from 'node:crypto';
import { newId } from '../platform/ids.js';
import { SessionBook } from './session-book.js';

const at = (seconds: number) => new Date(seconds * 1000);
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex');

function bookThatIsBelieved(capacity = 64): SessionBook {
  const book = new SessionBook(capacity);
  book.believeUntil(Infinity);
  return book;
}

describe('the book of citizens’ sessions', () => {
  it('gives the id of each of many citizens, and nobody for a token it does not know', () => {
    const book = bookThatIsBelieved(4096);
    const citizens = Array.from({ length: 1000 }, (_, index) => ({ hash: hashOf(`token ${index}`), id: newId() }));
    for (const { hash, id } of citizens) book.put(hash, id, at(100), book.changes);
    expect(citizens.map(({ hash }) => book.find(hash, at(99)))).toEqual(citizens.map(({ id }) => id));
    expect(book.find(hashOf('a token nobody has'), at(0))).toBeNull();
  });

  it('sends to the database from the second on at which the session must be looked at again', () => {
    const book = bookThatIsBelieved();
    const id = newId();
    book.put(hashOf('a'), id, at(100), book.changes);
    expect([book.find(hashOf('a'), at(99.999)), book.find(hashOf('a'), at(100))]).toEqual([id, null]);
    book.put(hashOf('a'), id, at(200), book.changes);
    expect(book.find(hashOf('a'), at(150))).toBe(id);
  });

  it('forgets who signs out, and does not write down again what was read before that', () => {
    const book = bookThatIsBelieved();
    const { changes } = book;
    const [gone, kept] = [newId(), newId()];
    book.put(hashOf('gone'), gone, at(100), changes);
    book.put(hashOf('kept'), kept, at(100), changes);
    book.forget([hashOf('gone'), hashOf('never here')]);
    book.put(hashOf('gone'), gone, at(100), changes);
    expect([book.find(hashOf('gone'), at(1)), book.find(hashOf('kept'), at(1))]).toEqual([null, kept]);
  });

  it('is not believed before anybody said so, nor longer than was said', () => {
    const book = new SessionBook(64);
    const id = newId();
    book.put(hashOf('a'), id, at(100), book.changes);
    expect(book.find(hashOf('a'), at(1))).toBeNull();
    book.believeUntil(10_000);
    expect([book.find(hashOf('a'), at(9)), book.find(hashOf('a'), at(10))]).toEqual([id, null]);
  });

  it('where there is no room, the entry that ends first makes it', () => {
    const book = bookThatIsBelieved(8);
    const ids = Array.from({ length: 9 }, () => newId());
    ids.forEach((id, index) => book.put(hashOf(`token ${index}`), id, at(index === 4 ? 50 : 100), book.changes));
    const found = ids.map((_, index) => book.find(hashOf(`token ${index}`), at(1)));
    expect(found).toEqual(ids.map((id, index) => (index === 4 ? null : id)));
  });
});
