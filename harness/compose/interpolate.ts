import { isList, isMapping, type Tree } from './tree.ts';

/** The variables that Compose interpolates. */
export type Variables = Readonly<Record<string, string>>;

const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])((?:[^{}]|\{[^{}]*\})*))?\})/g;

/**
 * Replaces variables in every scalar, keys aside: `$$` is a dollar, `$NAME`, `${NAME}`, and the forms with `-`, `+` and
 * `?`, with or without colon. What is none of these stays as it is; Compose calls it an error.
 */
export function interpolate(tree: Tree, variables: Variables): Tree {
  if (typeof tree === 'string') return tree.includes('$') ? expand(tree, variables) : tree;
  if (isList(tree)) return tree.map(item => interpolate(item, variables));
  if (!isMapping(tree)) return tree;
  return new Map(Array.from(tree, ([key, value]) => [key, interpolate(value, variables)]));
}

/** The same for one text. */
function expand(text: string, variables: Variables): string {
  return text.replace(variable, (_all, plain?: string, braced?: string, operator = '', word = '') => {
    const name = plain ?? braced;
    if (name === undefined) return '$';
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    if (operator.endsWith('-')) return given ? (value ?? '') : expand(word, variables);
    if (operator.endsWith('+')) return given ? expand(word, variables) : '';
    return value ?? '';
  });
}
