import type { ResolvedTemplate } from '../template/resolvedTemplate.ts';
import type { KeyDefinition } from './signingKeys.ts';

/** The keys of the template that sign on P-256. */
export function readKeys(template: ResolvedTemplate): readonly KeyDefinition[] {
  return template
    .of('AWS::KMS::Key')
    .filter(({ properties }) => properties['KeySpec'] === 'ECC_NIST_P256')
    .map(({ ref, arn, properties }) => ({
      ...{ keyId: ref, arn },
      description: String(properties['Description'] ?? ''),
      enabled: properties['Enabled'] !== false,
    }));
}

/** Alias -> key id. */
export function readKeyAliases(template: ResolvedTemplate): ReadonlyMap<string, string> {
  const aliases = template.of('AWS::KMS::Alias').map(({ properties }) => {
    const keyId = String(properties['TargetKeyId']).replace(/^.*:key\//, '');
    return [String(properties['AliasName']), keyId] as const;
  });
  return new Map(aliases);
}
