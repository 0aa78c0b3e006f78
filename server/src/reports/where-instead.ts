import type { LocalisedText, RejectionReason } from '@minsheng/contracts';

/** Where to go instead, for each reason of a rejection. */
export const whereInstead: Readonly<Record<RejectionReason, LocalisedText>> = {
  NOT_IN_AREA: {
    zh: '请向问题所在城市反映，或拨打当地 12345。',
    en: 'Please tell the city where it is, or call 12345 there.',
  },
  NOT_IN_SCOPE: { zh: '请拨打 12345 政务服务便民热线。', en: 'Please call 12345, the government service line.' },
  ILLEGIBLE: {
    zh: '请在现场重新拍一张清楚的照片再报。',
    en: 'Please take a clearer picture on the spot and report again.',
  },
  PRIVATE_DISPUTE: {
    zh: '请联系社区人民调解委员会，或拨打 12348 公共法律服务热线。',
    en: 'Please turn to the community’s mediation committee, or call 12348 for legal help.',
  },
  POLICE_MATTER: { zh: '请直接拨打 110。', en: 'Please call 110.' },
  DUPLICATE_BY_SAME_PERSON: {
    zh: '请看“我的上报”里先报的那一件，它仍在办理。',
    en: 'Please follow the one you reported first: it is being dealt with.',
  },
  ABUSE: { zh: '如有异议，可以在 7 天内申诉一次。', en: 'If you disagree, you may appeal once within seven days.' },
};
