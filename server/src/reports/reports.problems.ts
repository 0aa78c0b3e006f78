import { catalogue } from '../platform/index.js';

export const reportProblems = catalogue('reports', {
  'not-in-state': {
    status: 409,
    zh: '上报 {number} 现在是“{state}”，不能这样操作，请刷新后再看。',
    en: 'Report {number} is {state}; this cannot be done to it.',
  },
  'unknown-category': {
    status: 422,
    zh: '没有“{category}”这个类别，请重新选择。',
    en: 'There is no category {category}; please choose again.',
  },
  'police-matter': {
    status: 422,
    zh: '“{name}”请直接拨打 {number}，这里不受理，也不会留下记录。',
    en: 'For this, please call {number} at once; nothing is reported or kept here.',
  },
  'photos-needed': {
    status: 422,
    zh: '请附 {minimum} 到 {maximum} 张照片，现在是 {given} 张。',
    en: 'Please add {minimum} to {maximum} photos; there are {given}.',
  },
  'place-needed': {
    status: 422,
    zh: '定位不准或不在本市范围，请用文字写明地点。',
    en: 'The position is missing, rough or outside the city: please describe the place in words.',
  },
  wait: {
    status: 429,
    zh: '您上报得很勤，请稍后再传：{until} 之后可以继续，草稿会保留。',
    en: 'Please wait until {until}; your draft is kept.',
    headers: (details) => ({ 'retry-after': String(details.seconds) }),
  },
  'channel-off': {
    status: 422,
    zh: '本市没有开通这个来源渠道：{channel}。',
    en: 'The city takes no reports by this channel: {channel}.',
  },
  'switched-off': { status: 404, zh: '本市没有开通随手拍。', en: 'The city takes no reports here.' },
  'outside-city': {
    status: 409,
    zh: '位置不在本市范围，不能受理；请按“不在本市范围”答复。',
    en: 'The position lies outside the city: it cannot be accepted; answer with “outside the city”.',
  },
  'another-clerk': {
    status: 403,
    zh: '申诉要由另一人处理，您是原来作出不予受理决定的人。',
    en: 'An appeal is decided by another person than the one who rejected the report.',
  },
  'appealed-already': {
    status: 409,
    zh: '每件上报只能申诉一次。',
    en: 'A report may be appealed once.',
  },
  'too-late': {
    status: 409,
    zh: '期限已在 {until} 结束。',
    en: 'The time for this ended at {until}.',
  },
  'said-already': {
    status: 409,
    zh: '“没修好”每件只能说一次，请拨打热线继续反映。',
    en: '“Not fixed” can be said once; please call the hotline.',
  },
  'nothing-given': {
    status: 422,
    zh: '请补充文字或照片。',
    en: 'Please add words or a photo.',
  },
  'photo-needed': {
    status: 422,
    zh: '请拍一张现在的照片。',
    en: 'Please take a photo of how it looks now.',
  },
  anonymous: {
    status: 409,
    zh: '这件上报选择了匿名，不能查看上报人。',
    en: 'This report was made anonymously; who made it is not shown.',
  },
  'no-reporter': {
    status: 409,
    zh: '这件上报没有留下上报人。',
    en: 'Nobody is kept as the reporter of this one.',
  },
  'bad-near': {
    status: 400,
    zh: '“附近”应写成 经度,纬度,米数，米数在 1 到 5000 之间。',
    en: '“near” is longitude,latitude,metres, with 1 to 5000 metres.',
  },
  'bad-cursor': { status: 400, zh: '翻页标记无效，请从头再查。', en: 'The page mark is not valid; start again.' },
});
