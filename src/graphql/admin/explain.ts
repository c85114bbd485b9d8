/** What an operation would ask: it goes the way of every operation up to its reads, which are written down and not answered. */

import { type DocumentNode, execute, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql'
import { badInput, GatewayError } from '../../base/errors.ts'
import type { Asked } from '../../plan/answer.ts'
import { type PlanStep, planText } from '../../plan/explain.ts'
import type { Builder } from '../builder.ts'
import type { RequestContext } from '../context.ts'
import type { AdminSource } from './source.ts'

interface Plan {
  readonly steps: readonly PlanStep[]
}

export interface Explained {
  readonly operation: string
  readonly variables: unknown
  readonly operationName: string | null | undefined
}

/** @throws GatewayError for an operation that would be refused */
export async function explainOperation(source: AdminSource, of: Explained, context: RequestContext, schema: GraphQLSchema): Promise<Plan> {
  const { variables } = of
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) throw badInput('variables must be an object.')
  const values = (variables ?? {}) as Readonly<Record<string, unknown>>
  const name = of.operationName == null || of.operationName === '' ? undefined : of.operationName
  const document = source.readDocument(of.operation, name, values)
  mustBeQuery(document, name)
  const asked: Asked[] = []
  const notAnswered = new GatewayError('QUERY_CANCELLED', 'An operation that is explained is not answered.')
  // Without `admin`: nothing that is explained reaches the gateway's own side, nor explains again.
  const { admin: _admin, ...rest } = context
  const recording: RequestContext = {
    ...rest,
    async answer(read, binds, fields) {
      asked.push({ read, binds, fields })
      throw notAnswered
    },
  }
  const { errors = [] } = await execute({
    schema,
    document,
    contextValue: recording,
    variableValues: values,
    ...(name === undefined ? {} : { operationName: name }),
  })
  // What would be refused when it ran is refused here: arguments that cannot be meant, filters that an engine lacks.
  const refusal = errors.map(originOf).find((error) => error !== notAnswered)
  // What graphql itself finds wrong with a document that is valid are the values of its variables.
  if (refusal instanceof GraphQLError && refusal.extensions.code === undefined) throw badInput(refusal.message, ['variables'])
  if (refusal !== undefined) throw refusal
  return { steps: source.explain(asked) }
}

function mustBeQuery(document: DocumentNode, name: string | undefined): void {
  const operation = getOperationAST(document, name)
  if (operation?.operation === 'query') return
  throw new GatewayError('QUERY_UNSUPPORTED', 'Only queries are explained: what a mutation asks depends on what it finds.')
}

function originOf(error: unknown): unknown {
  let origin = error
  while (origin instanceof GraphQLError && origin.originalError !== undefined) origin = origin.originalError
  return origin
}

export function definePlan(builder: Builder) {
  const purpose = builder.enumType('AdminPlanPurpose', {
    description: 'What a statement is for.',
    values: {
      ROOT: { description: 'The rows of a root field.' },
      RELATION: { description: 'The related rows of all rows of another statement.' },
      PAIRS: { description: 'The pairs of a many-to-many relation whose middle lives elsewhere.' },
      SEMI_JOIN: { description: 'The keys of another datasource that a filter compares with.' },
      LOOKUP: { description: 'The values of another datasource that rows are sorted, grouped or filtered by.' },
    },
  })
  const keys = builder.objectRef<NonNullable<PlanStep['keys']>>('AdminPlanKeys').implement({
    description: 'How a statement is tied to the one that gives its keys.',
    fields: (t) => ({
      from: t.stringList({
        description: 'Fields of the statement that gives the keys; none where the operation itself does.',
        resolve: ({ from }) => [...from],
      }),
      to: t.stringList({ description: 'The fields they are compared with.', resolve: ({ to }) => [...to] }),
    }),
  })
  const step = builder.objectRef<PlanStep>('AdminPlanStep').implement({
    description: 'A statement of a plan.',
    fields: (t) => ({
      number: t.int({ description: 'Its number, from 1 on.', resolve: ({ number }) => number }),
      level: t.int({
        description: 'Statements of one level run side by side, after those of the levels before.',
        resolve: ({ level }) => level,
      }),
      purpose: t.field({ type: purpose, description: 'What it is for.', resolve: (of) => of.purpose }),
      fields: t.stringList({ description: 'The root fields it is for, by their response keys.', resolve: ({ fields }) => [...fields] }),
      datasource: t.string({ description: 'Which datasource is asked.', resolve: ({ datasource }) => datasource }),
      engine: t.string({ description: 'Its engine.', resolve: ({ engine }) => engine }),
      model: t.string({ description: 'Whose rows.', resolve: ({ model }) => model }),
      statement: t.string({ description: "The engine's own text; values are slots.", resolve: ({ statement }) => statement }),
      needs: t.intList({ description: 'The statements whose rows it needs.', resolve: ({ needs }) => [...needs] }),
      keys: t.field({ type: keys, description: 'By which keys it is asked; null where it is not.', resolve: (of) => of.keys }),
      limit: t.int({
        description: 'Rows at most, per key where it is asked by keys: of a page one more, which tells whether there is another.',
        resolve: ({ limit }) => limit,
      }),
      maxRows: t.int({ description: 'Rows at which it is refused.', resolve: ({ maxRows }) => maxRows }),
      maxKeys: t.int({ description: 'Keys that one operation may carry to another datasource.', resolve: ({ maxKeys }) => maxKeys }),
    }),
  })
  return builder.objectRef<Plan>('AdminPlan').implement({
    description: 'What an operation would ask. What several root fields need of another datasource alike is asked once when it runs.',
    fields: (t) => ({
      text: t.string({ description: 'The plan, to be read.', resolve: ({ steps }) => planText(steps) }),
      statements: t.int({ description: 'How many statements.', resolve: ({ steps }) => steps.length }),
      levels: t.int({
        description: 'How many run one after the other.',
        resolve: ({ steps }) => Math.max(0, ...steps.map(({ level }) => level)),
      }),
      datasources: t.stringList({
        description: 'Which datasources are asked.',
        resolve: ({ steps }) => [...new Set(steps.map(({ datasource }) => datasource))],
      }),
      steps: t.field({ type: [step], description: 'The statements in their order.', resolve: ({ steps }) => [...steps] }),
    }),
  })
}
