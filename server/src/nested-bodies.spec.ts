import { IsDefined, IsOptional, ValidateNested, getMetadataStorage } from 'class-validator';
import './app.module.js';

interface Rule {
  propertyName: string;
  type: string;
  name?: string;
  constraints?: unknown[];
}
type Condition = (body: object, value: unknown) => boolean;

/** A nested body is looked into only where it is there: without a rule of its own its absence goes through to the stages. */
function unguarded(rules: readonly Rule[]): string[] {
  const nested = new Set(
    rules.filter(({ type }) => type === 'nestedValidation').map(({ propertyName }) => propertyName),
  );
  return [...nested].filter((property) => {
    const own = rules.filter(({ propertyName }) => propertyName === property);
    if (own.some(({ name }) => ['isDefined', 'isObject', 'isArray'].includes(name ?? ''))) return false;
    const conditions = own.filter(({ type }) => type === 'conditionalValidation');
    const isJudged = (value: unknown): boolean =>
      conditions.every(({ constraints }) => (constraints?.[0] as Condition)({ [property]: value }, value));
    return isJudged(undefined) || isJudged(null);
  });
}

const rulesOf = (): Map<{ name: string }, Rule[]> =>
  (getMetadataStorage() as unknown as { validationMetadatas: Map<{ name: string }, Rule[]> }).validationMetadatas;

it('no request body of the server lets a nested body be missing where it is needed', () => {
  const found = [...rulesOf()].flatMap(([body, rules]) =>
    unguarded(rules).map((property) => `${body.name}.${property}`),
  );
  expect(rulesOf().size).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

it('one that does is found', () => {
  class Planted {
    @ValidateNested()
    open!: object;

    @IsDefined()
    @ValidateNested()
    needed!: object;

    @IsOptional()
    @ValidateNested()
    optional?: object;
  }
  expect(unguarded(rulesOf().get(Planted) ?? [])).toEqual(['open']);
});
