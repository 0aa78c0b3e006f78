import type { CityView } from '@minsheng/contracts';
import { createContext, use, type ReactNode } from 'react';

import { cityPath, readCity } from '../../api/platform.js';
import { useRefresh } from '../../api/use-refresh.js';
import { useResource, type Asked } from '../../api/use-resource.js';

const CityContext = createContext<Asked<CityView> | null>(null);

/** City, clock and next release: asked once for all pages, and again after the clock was moved. */
export function CityProvider({ children }: { children: ReactNode }) {
  const city = useResource(cityPath, readCity);
  // Somebody else may move the business clock of a demonstration, and a poll opens or a release comes out by itself.
  useRefresh(city, 30);
  return <CityContext value={city}>{children}</CityContext>;
}

export function useCity(): Asked<CityView> {
  const city = use(CityContext);
  if (city === null) throw new Error('useCity stands outside its CityProvider');
  return city;
}
