import { catalogue } from '../platform/index.js';

export const notificationProblems = catalogue('notifications', {
  'not-connected': {
    status: 409,
    zh: '订阅消息还没有接通，结果请在“消息”里查看。',
    en: 'Messages outside the app are not connected; the result will be in your inbox.',
  },
});
