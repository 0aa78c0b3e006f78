/**
 * Two faults of wording that a machine can suspect (warnings; a person decides): two things asked at once
 * (双重提问, double-barrelled) and double negation (双重否定). After AAPOR's best practices for survey research and the usual
 * rules of questionnaire design; the word lists are ours.
 */
export function asksTwoThings(text: { zh: string; en: string }): boolean {
  return asksTwoInChinese(text.zh) || asksTwoInEnglish(text.en);
}

export function negatesTwice(text: { zh: string; en: string }): boolean {
  return negatesTwiceInChinese(text.zh) || negatesTwiceInEnglish(text.en);
}

const joiningZh = /以及|及其|并且|而且|同时|或者|[和与及、或跟]/;
/** Words that hold such a character and join nothing. */
const notJoiningZh =
  /和谐|和平|温和|和睦|共和国|祥和|与会|参与|与否|及时|涉及|普及|以及时|及格|及早|来得及|或许|跟踪|您和您的家人|你和你的家人|您和家人|你和家人/g;
/** What is judged stands between these and the judging word. */
const judgedZh =
  /(?:对|就|认为|觉得|关于)(.{2,60}?)(?:满意|评价|感觉|感到|认可|同意|赞成|支持|了解|怎么样|如何|好不好)/;

function asksTwoInChinese(text: string): boolean {
  if ((text.match(/[？?]/g) ?? []).length > 1) return true;
  const plain = text.replace(notJoiningZh, '').replace(/[（(][^）)]*[）)]/g, '');
  const judged = judgedZh.exec(plain);
  return judged !== null && joiningZh.test(judged[1]!);
}

const judgingEn =
  /\b(?:satisfied|happy|pleased) (?:are you )?with (.{3,120})|\b(?:how (?:good|well)|rate|agree (?:that|with)|support|approve of) (.{3,120})/i;

function asksTwoInEnglish(text: string): boolean {
  if ((text.match(/\?/g) ?? []).length > 1) return true;
  const plain = text.replace(/\([^)]*\)/g, '').replace(/\byou (?:and|or) your (?:family|household)\b/gi, 'you');
  const judged = judgingEn.exec(plain);
  return judged !== null && /\b(?:and|or|as well as)\b/i.test(judged[1] ?? judged[2] ?? '');
}

/** 是不是, 会不会, 有没有 ask; they negate nothing. So do words that merely hold the character. */
const notNegatingZh =
  /(.)不\1|有没有|是否|能否|可否|与否|否则|不仅|不但|不过|不同|不断|不少|不久|不管|不论|无论|不得不|差不多|了不起|对不起|不了解|不清楚|不知道|不适用|非常|非机动车|非物质|无障碍|无线|未来|未成年|没收|无人机|除非|莫非|并非常/g;
const negatingZh = /不|没有?|无|未|非|勿|拒绝|反对|禁止|避免|否认|缺乏/g;

function negatesTwiceInChinese(text: string): boolean {
  return text.split(/[，。；？！,.;?!、]/).some((clause) => {
    const plain = clause.replace(notNegatingZh, '＿');
    return (plain.match(negatingZh) ?? []).length > 1;
  });
}

const negatingEn =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|against|oppose[ds]?|disagree[ds]?|refuse[ds]?|unhappy|dissatisfied|unsatisfied|unable|unlikely|unfair|unnecessary)\b|n[’']t\b/gi;

function negatesTwiceInEnglish(text: string): boolean {
  return text.split(/[.;?!]/).some((clause) => {
    const plain = clause
      .replace(/\bneither\b(.*?)\bnor\b/gi, 'neither$1')
      .replace(/\bor not\b|\bno matter\b|\bnot only\b/gi, '');
    return (plain.match(negatingEn) ?? []).length > 1;
  });
}
