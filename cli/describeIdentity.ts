import { formatDay } from '../lib/film/day.ts';
import type { LinkDecision, WaitingMention } from '../lib/identity/filmLink.ts';

/** A mention that waits, for people: what the provider says, then what it may mean. */
export function describeWaiting({ mention, candidates, heldBy }: WaitingMention): string {
  const { market, namespace, providerId, title, originalTitle, releaseDate, director } = mention;
  const facts = [originalTitle, releaseDate === undefined ? undefined : formatDay(releaseDate), director];
  const head = `${market} ${namespace} ${providerId}  ${[title, ...facts].filter(Boolean).join(' · ')}`;
  const held = heldBy === undefined ? [] : [`    held by 已被占用: ${namespace} ${heldBy}`];
  return [head, ...held, ...candidates.map(describeCandidate)].join('\n');
}

function describeCandidate({ filmId, score, evidence }: WaitingMention['candidates'][number]): string {
  return `    ${filmId}  ${score.toFixed(4)}  ${evidence.map(({ reason, bits }) => `${reason} ${bits > 0 ? '+' : ''}${bits}`).join(', ')}`;
}

/** A decision, for people: when, who, what and why. */
export function describeDecision({ at, by, action, filmId, why, score }: LinkDecision): string {
  const verb = action === 'link' ? '=' : '≠';
  const chance = score === undefined ? '' : ` (${score.toFixed(4)})`;
  return `${new Date(at).toISOString()}  ${by}  ${verb} ${filmId ?? 'none of ours 均不是'}${chance}  ${why}`;
}
