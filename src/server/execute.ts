/** Operations are executed by graphql itself, whose promises are promises. */

import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql'

type Executed = ExecutionResult | Promise<ExecutionResult>

/**
 * Executes instead of Yoga's own executor, which takes any object with something under `then` for a promise: a JSON value, a field or an
 * alias of that name. What is wrong before the first field, with the variables or the operation's name, carries the status 400 as there.
 */
export function executeOperation(args: ExecutionArgs): Executed {
  const result = execute(args)
  if ('errors' in result && !('data' in result)) for (const error of result.errors ?? []) error.extensions.http = { status: 400 }
  return result
}
