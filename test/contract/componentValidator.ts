import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type * as z from 'zod';
import { components } from '../../lib/api/contract/common.ts';
import { buildOpenApi } from '../../lib/api/openApi.ts';

const document = buildOpenApi() as { components: { schemas: Record<string, object> } };
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
formats(ajv);
ajv.addSchema({ $id: 'urn:marquee:openapi', components: document.components });
ajv.addKeyword('components');

/** Checks values by a component of the OpenAPI document, with a validator that knows nothing of zod. */
export function componentValidator(schema: z.ZodType): (value: unknown) => readonly string[] {
  const id = components.get(schema)?.id;
  const validate = ajv.compile({ $ref: `urn:marquee:openapi#/components/schemas/${id}` });
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
