// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../infra/local/template/assembly.ts';
import { evaluate, holds, type Scope, TemplateProblem } from '../../../infra/local/template/intrinsics.ts';

const scope: Scope = {
  ref: (name) => ({ Bucket: 'my-bucket', Empty: '', Names: ['a', 'b'] })[name],
  attribute: (logicalId, name) => `${logicalId}:${name}`,
  condition: (name) => name === 'Yes',
  importValue: (name) => `imported ${name}`,
  mapping: (...path) => path.join('/'),
};

describe('functions of a template', () => {
  it.each<[string, Json, Json]>([
    ['a reference', { Ref: 'Bucket' }, 'my-bucket'],
    ['a reference to a list', { Ref: 'Names' }, ['a', 'b']],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table:Arn'],
    ['an attribute in dots', { 'Fn::GetAtt': 'Stack.Outputs.Name' }, 'Stack:Outputs.Name'],
    ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'Bucket' }, 1]] }, 'a-my-bucket-1'],
    ['a join over a reference', { 'Fn::Join': [',', { Ref: 'Names' }] }, 'a,b'],
    ['a choice out of a split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['a substitution', { 'Fn::Sub': '${Bucket}/${Table.Arn}/${!Literal}' }, 'my-bucket/Table:Arn/${Literal}'],
    ['one with variables', { 'Fn::Sub': ['${Own}-${Bucket}', { Own: { Ref: 'Bucket' } }] }, 'my-bucket-my-bucket'],
    ['a condition', { 'Fn::If': ['Yes', 1, 2] }, 1],
    ['its other side', { 'Fn::If': ['No', 1, { Ref: 'Bucket' }] }, 'my-bucket'],
    ['an import', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${Bucket}' } }, 'imported x-my-bucket'],
    ['a mapping', { 'Fn::FindInMap': ['A', { Ref: 'Bucket' }, 'c'] }, 'A/my-bucket/c'],
    ['base64', { 'Fn::Base64': 'a' }, 'YQ=='],
    [
      'properties that are left out',
      { a: { Ref: 'AWS::NoValue' }, b: [{ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, 2] },
      { b: [2] },
    ],
    ['what only looks like a function', { Refs: 'Bucket', 'Fn::Join': 1 }, { Refs: 'Bucket', 'Fn::Join': 1 }],
  ])('works out %s', (_, value, expected) => {
    expect(evaluate(value, scope)).toEqual(expected);
  });

  it.each<[Json, boolean]>([
    [{ 'Fn::Equals': [{ Ref: 'Empty' }, ''] }, true],
    [{ 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, true],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    [{ 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
  ])('judges the condition %j', (expression, expected) => {
    expect(holds(expression, scope)).toBe(expected);
  });

  it.each<Json>([
    { Ref: 'Unknown' },
    { 'Fn::Transform': {} },
    { 'Fn::Sub': '${Unknown}' },
    { 'Fn::Join': ['-', 'text'] },
  ])('names what it does not understand in %j', (value) => {
    expect(() => evaluate(value, scope)).toThrow(TemplateProblem);
  });
});
