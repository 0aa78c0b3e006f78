import { catalogue, translateConstraint } from '../platform/index.js';

export const publicationProblems = catalogue('publication', {
  'already-released': { status: 409, zh: '这个排名已经发布过。', en: 'This ranking has been released already.' },
  'folder-not-empty': { status: 409, zh: '文件夹不是空的：{folder}', en: 'The folder is not empty: {folder}' },
  'no-such-release': { status: 404, zh: '没有找到。', en: 'Not found.' },
});

translateConstraint('uq_release_ranking', {
  columns: 'release.ranking_id',
  problem: () => publicationProblems['already-released'](),
});
