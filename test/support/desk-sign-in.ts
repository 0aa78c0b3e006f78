import type { DemoSignIn } from '@minsheng/contracts';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import type { World } from '../world/world.js';
import type { OpenPage } from './browser.js';

/** A code of the authenticator is good once; journeys sign more often than every half minute. */
export const forgetLastCode = ({ city }: Pick<World, 'city'>, name: string) =>
  city.works.write(systemCaller('spec'), (work) =>
    rows(work, 'UPDATE person SET last_totp_counter = 0 WHERE name = $1', [name]),
  );

/** What a demonstration offers this member of the cast to sign in with, the code not yet used. */
export async function signInOf(world: Pick<World, 'city' | 'ask'>, name: string): Promise<DemoSignIn> {
  await forgetLastCode(world, name);
  const offered = (await world.ask('GET', '/api/demo/sign-ins')).json<DemoSignIn[]>();
  const one = offered.find((entry) => entry.name === name);
  if (!one) throw new Error(`the cast has no ${name}`);
  return one;
}

/** Signs a member of the cast in at the console; ends where its navigation stands. */
export async function signInAtDesk({ page }: Pick<OpenPage, 'page'>, world: World, name: string): Promise<void> {
  await page.goto('/console/');
  const { password, totp } = await signInOf(world, name);
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('动态码').fill(totp);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
}
