import type { Language } from '@minsheng/contracts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What is left until an instant, in the two largest units that a person plans by: `还有 9 天`, `还有 3 时 28 分`, `就快到了`.
 * Whole units are counted down: 47 hours are one day and some, so `还有 1 天 23 时`.
 *
 * @param now UTC instant, ISO 8601; null once the instant has passed.
 */
export function timeLeft(now: string, until: string, language: Language): string | null {
  const left = Date.parse(until) - Date.parse(now);
  if (left <= 0) return null;
  const days = Math.floor(left / day);
  const hours = Math.floor((left % day) / hour);
  const minutes = Math.floor((left % hour) / minute);
  const zh = language === 'zh-CN';
  if (days >= 3) return zh ? `还有 ${days} 天` : `${days} days left`;
  if (days >= 1) {
    if (hours === 0) return zh ? `还有 ${days} 天` : `${plural(days, 'day')} left`;
    return zh ? `还有 ${days} 天 ${hours} 时` : `${plural(days, 'day')} ${hours} h left`;
  }
  if (hours >= 1) return zh ? `还有 ${hours} 时 ${minutes} 分` : `${hours} h ${minutes} min left`;
  if (minutes >= 1) return zh ? `还有 ${minutes} 分` : `${minutes} min left`;
  return zh ? '就快到了' : 'any moment now';
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
