export * from './text.js';
export * from './problem.js';
export * from './release.js';
export * from './vocabulary.js';
export * from './session.js';
export * from './city.js';
export * from './polls.js';
export * from './organisation.js';
