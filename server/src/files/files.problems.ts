import { catalogue, translateConstraint } from '../platform/index.js';

export const fileProblems = catalogue('files', {
  'no-photo': { status: 400, zh: '没有收到照片。', en: 'No picture was received.' },
  'invalid-fields': {
    status: 400,
    zh: '照片的说明不完整或有误：{fields}。',
    en: 'What is said about the picture is missing or wrong: {fields}.',
  },
  'too-large': {
    status: 413,
    zh: '照片太大，不能超过 {megabytes} MB，请压缩后再传。',
    en: 'The picture is larger than {megabytes} MB; make it smaller and send it again.',
    // The rest of it is not waited for.
    headers: () => ({ connection: 'close' }),
  },
  'not-a-picture': {
    status: 415,
    zh: '这不是照片，只收 JPEG、PNG 或 WebP 格式的照片。',
    en: 'This is no picture we take: JPEG, PNG or WebP only.',
  },
  'more-than-a-picture': {
    status: 422,
    zh: '这个文件里除了照片还夹带了网页或程序，不能接收，请重新拍摄。',
    en: 'This file carries a page or a program besides the picture; please take another.',
  },
  heic: {
    status: 415,
    zh: '这是 HEIC 格式，无法处理，请在手机相机设置里选“兼容性最佳”，或直接用本页相机拍摄。',
    en: 'This is a HEIC file; choose “Most Compatible” in the camera settings, or use the camera of this page.',
  },
  'too-many-pixels': {
    status: 422,
    zh: '照片的像素太多，不能超过 5,000 万像素，请换一张。',
    en: 'The picture has more than 50 million pixels; please choose another.',
  },
  damaged: {
    status: 422,
    zh: '照片已损坏或没有传完整，请重新拍摄或重传。',
    en: 'The picture is damaged or incomplete; please take or send it again.',
  },
  'broken-upload': {
    status: 422,
    zh: '照片在传输中出错，请重传。',
    en: 'The picture changed on its way; please send it again.',
  },
  unexaminable: {
    status: 422,
    zh: '这张照片处理不了，请换一张或重新拍摄。',
    en: 'This picture cannot be processed; please choose or take another.',
  },
  'too-many-waiting': {
    status: 429,
    zh: '你有 {limit} 张照片还没有提交，请先提交再拍。',
    en: 'You have {limit} pictures that belong to nothing yet; submit first.',
    headers: () => ({ 'retry-after': '600' }),
  },
  'unknown-photo': {
    status: 422,
    zh: '有照片没有找到，请重新上传后再提交。',
    en: 'A picture was not found; upload it again, then submit.',
  },
});

translateConstraint('ck_photo_source', { problem: () => fileProblems['invalid-fields']({ fields: 'source' }) });
