import type { Route } from './routes.ts';

/** The route of a request and what its path says for the route's variables. */
export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the route of a request, or undefined. */
export type MatchRoute = (method: string, path: string) => RouteMatch | undefined;

interface Pattern {
  readonly route: Route;
  readonly method: string;
  readonly path: RegExp;
  readonly names: readonly string[];
  readonly rank: number;
}

/**
 * API Gateway's choice among routes: the path that is spelled out furthest wins, a method before ANY, a greedy variable
 * after all others, and `$default` when nothing else fits.
 */
export function createRouteMatcher(routes: readonly Route[]): MatchRoute {
  const fallback = routes.find(({ key }) => key === '$default');
  const patterns = routes
    .filter((route) => route !== fallback)
    .map(toPattern)
    .sort((a, b) => b.rank - a.rank);
  return (method, path) => {
    for (const pattern of patterns) {
      const found = pattern.method === 'ANY' || pattern.method === method ? pattern.path.exec(path) : null;
      const parameters = found && decodeAll(pattern.names, found.slice(1));
      if (parameters) return { route: pattern.route, parameters };
    }
    return fallback && { route: fallback, parameters: {} };
  };
}

function toPattern(route: Route): Pattern {
  const [method = 'ANY', path = '/'] = route.key.split(' ');
  const names: string[] = [];
  const segments = path.split('/').map((segment) => {
    const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
    if (!variable) return segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(variable[1] ?? '');
    return variable[2] ? '(.+)' : '([^/]+)';
  });
  const greedy = path.includes('+}') ? -1000 : 0;
  const spelledOut = segments.filter((segment) => !segment.startsWith('(')).length;
  const rank = greedy + 10 * spelledOut + segments.length * 2 + (method === 'ANY' ? 0 : 1);
  return { route, method, path: new RegExp(`^${segments.join('/')}$`), names, rank };
}

function decodeAll(names: readonly string[], values: readonly string[]): Record<string, string> | undefined {
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]));
  } catch {
    return undefined; // not a URL encoding: no route has such a path
  }
}
