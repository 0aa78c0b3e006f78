import { catalogue, translateConstraint } from '../platform/index.js';

export const publicationProblems = catalogue('publication', {
  'already-released': { status: 409, zh: '这个排名已经发布过。', en: 'This ranking has been released already.' },
  'already-assembled': {
    status: 409,
    zh: '这个排名已经组过稿，请在原稿上继续。',
    en: 'This ranking has been assembled already; go on with that release.',
  },
  'folder-not-empty': { status: 409, zh: '文件夹不是空的：{folder}', en: 'The folder is not empty: {folder}' },
  'needs-two-signatures': {
    status: 409,
    zh: '自己的测评要由两人签署、到点发布，不能用命令行直接发布。',
    en: 'A poll of our own is signed by two and goes out at its instant; the command line cannot release it.',
  },
  'not-sealed': {
    status: 409,
    zh: '排名还没有封存，不能组稿。',
    en: 'The ranking is not sealed yet; nothing can be assembled.',
  },
  'not-ranked': { status: 409, zh: '这一期没有可以发布的排名。', en: 'This poll has no ranking to release.' },
  'units-missing': {
    status: 409,
    zh: '有单位既没有排名，也没有列出原因：{units}',
    en: 'Units are neither ranked nor listed with a reason: {units}',
  },
  'nothing-to-correct': {
    status: 409,
    zh: '新的结果和已发布的一样，没有要更正的。',
    en: 'The new result equals the released one; there is nothing to correct.',
  },
  'not-granted': {
    status: 409,
    zh: '这一期已经发布。更正要由两位签署人先同意。',
    en: 'This poll is released; both signers must grant a correction first.',
  },
  'wrong-state': {
    status: 409,
    zh: '发布稿现在是“{zhState}”，不能做这一步。',
    en: 'The release is {state}: this step cannot be taken now.',
  },
  'not-a-signer-role': {
    status: 403,
    zh: '只有统计复核和创建办主任能签署。',
    en: 'Only the statistics reviewer and the office director sign.',
  },
  'role-signed': {
    status: 409,
    zh: '这一栏已经签过了。',
    en: 'This role has signed already.',
  },
  'same-person': {
    status: 403,
    zh: '两个签名要由两个人签，你已经签过了。',
    en: 'The two signatures are of two persons, and you have signed.',
  },
  'no-instant': {
    status: 409,
    zh: '日历里没有发布时刻，先发布日历。',
    en: 'The calendar lists no release instant.',
  },
  'wrong-instant': {
    status: 409,
    zh: '签署的发布时刻是 {signed}，日历上的是 {due}。请召回后重新签署。',
    en: 'The signed instant is {signed}, the calendar says {due}; recall it and sign again.',
  },
  'not-a-signer': {
    status: 403,
    zh: '只有签署这一稿的两个人能这样做。',
    en: 'Only the two who signed this release may do this.',
  },
  'other-signer-decides': {
    status: 409,
    zh: '你已经提出，等另一位签署人同意。',
    en: 'You have asked; the other signer decides.',
  },
  'too-late-to-recall': {
    status: 409,
    zh: '离发布不到 {seconds} 秒，不能再召回。',
    en: 'Under {seconds} seconds are left; it cannot be recalled any more.',
  },
  superseded: {
    status: 409,
    zh: '这一版已有更正版，请更正最新的一版。',
    en: 'This release has been corrected; correct the newest one.',
  },
  'correction-granted': {
    status: 409,
    zh: '更正已经同意，等重新封存后再组稿。',
    en: 'The correction has been granted; assemble it when the poll is sealed again.',
  },
});

translateConstraint('uq_release_ranking', {
  columns: 'release.ranking_id',
  problem: () => publicationProblems['already-released'](),
});
translateConstraint('uq_release_draft_ranking', {
  columns: 'release_draft.ranking_id',
  problem: () => publicationProblems['already-assembled'](),
});
translateConstraint('uq_release_signature_person', {
  columns: 'release_signature.release_id, release_signature.edition, release_signature.person',
  problem: () => publicationProblems['same-person'](),
});
translateConstraint('pk_release_signature', {
  columns: 'release_signature.release_id, release_signature.edition, release_signature.role',
  problem: () => publicationProblems['role-signed'](),
});
