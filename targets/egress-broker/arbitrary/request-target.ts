import { weighted } from '../../../harness/arbitraries/weighted.ts';

/** What a child may have in its query. `{sentinel}` is what it has in place of the key. */
export const piece = weighted(
  [10, 'app_key={sentinel}'],
  [4, 'limit=20'],
  [2, 'q=a%20b+c'],
  [2, 'app%5Fkey={sentinel}'],
  [1, '%61pp_ke%79={sentinel}'],
  [2, 'app_key=stolen-from-elsewhere'],
  [1, 'app_key'],
  [1, 'app_key='],
  [1, 'q={sentinel}'],
  [1, 'APP_KEY={sentinel}'],
  [1, 'app_key[]={sentinel}'],
  [1, 'x_app_key={sentinel}'],
  [1, 'app%255Fkey=x'],
  [1, 'q=%26app_key%3Dx'],
  [1, 'q=%zz'],
  [1, ''],
  [1, 'q=a#app_key=x'],
);

/** Where a request goes, without its query. */
export const path = weighted(
  [10, '/channel/list'],
  [2, '/one'],
  [1, '/'],
  [1, '//evil.invalid/x'],
  [1, '/a/../b'],
  [1, '/a%2F..%2Fb'],
  [1, '/{sentinel}/app_key={sentinel}'],
  [
    1,
    '/x%0d%0a%0d%0aGET%20/y%3Fapp_key=z%20HTTP/1.1%0d%0aHost:%20api.example%0d%0aX-Request:%20inner%0d%0a%0d%0a',
  ],
  [1, '/@evil.invalid/x'],
  [1, '/x#y'],
);
