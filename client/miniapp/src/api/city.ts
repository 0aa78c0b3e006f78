import type { CityView } from '@minsheng/contracts';
import { ask, type Answer } from './http.js';

export function readCity(): Promise<Answer<CityView>> {
  return ask({ method: 'GET', path: '/api/city' });
}
