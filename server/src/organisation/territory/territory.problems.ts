import { catalogue, translateConstraint } from '../../platform/index.js';

export const territoryProblems = catalogue('territory', {
  'missing-datum': {
    status: 422,
    zh: '没有说明坐标系，请注明是 GCJ02、WGS84、CGCS2000 还是 BD09。',
    en: 'The datum is missing: say whether it is GCJ02, WGS84, CGCS2000 or BD09.',
  },
  'swapped-coordinates': {
    status: 422,
    zh: '经度和纬度写反了，请对调后再提交。',
    en: 'Longitude and latitude have changed places.',
  },
  'not-a-point': { status: 422, zh: '坐标不对，请重新定位。', en: 'That is not a point on the earth.' },
  'missing-source': {
    status: 422,
    zh: '没有写明边界数据的来源。',
    en: 'Say where the boundaries come from.',
  },
  'no-file': {
    status: 400,
    zh: '没有收到文件，请选择 GeoJSON 文件。',
    en: 'No file was received; choose a GeoJSON file.',
  },
  'file-too-large': {
    status: 413,
    zh: '边界文件太大，不能超过 {megabytes} MB，请先简化。',
    en: 'The boundary file is larger than {megabytes} MB; simplify it first.',
    headers: () => ({ connection: 'close' }),
  },
  'file-unreadable': {
    status: 400,
    zh: '这不是 GeoJSON 面要素集合（FeatureCollection），没有导入。',
    en: 'This is no GeoJSON FeatureCollection; nothing was imported.',
  },
  'file-refused': {
    status: 422,
    zh: '边界文件有 {count} 处错误，一条也没有导入。第一处：{firstZh}',
    en: 'The boundary file has {count} errors; nothing was imported. The first: {firstEn}',
  },
  'too-complex': {
    status: 422,
    zh: '边界太复杂，检查超时，请先简化。',
    en: 'The boundaries are too complex to check; simplify them first.',
  },
  'has-errors': {
    status: 409,
    zh: '这一版边界还有 {count} 处错误，改正后重新导入才能发布。',
    en: 'These boundaries have {count} errors; correct and import them again before publishing.',
  },
  'not-a-draft': {
    status: 409,
    zh: '这一版边界已经发布过了。',
    en: 'These boundaries have been published already.',
  },
  'same-person': {
    status: 409,
    zh: '导入的人不能自己发布，请另一位同事发布。',
    en: 'Whoever imported them may not publish them; ask a colleague.',
  },
  'none-published': { status: 404, zh: '还没有发布过边界。', en: 'No boundaries have been published yet.' },
});

translateConstraint('ck_territory_version_two_persons', { problem: () => territoryProblems['same-person']() });
