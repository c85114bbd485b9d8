/** Whether a selection reads the same in every request of its document. */

import { BREAK, type FragmentDefinitionNode, type SelectionSetNode, visit } from 'graphql'

/** Whether a variable stands anywhere in a selection or in the fragments that it spreads: then it may mean something else each time. */
export function holdsVariable(
  set: SelectionSetNode | undefined,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  seen: Set<string> = new Set(),
): boolean {
  if (set === undefined) return false
  let found = false
  visit(set, {
    Variable() {
      found = true
      return BREAK
    },
    FragmentSpread({ name }) {
      // Each fragment once, however often it is spread.
      const fragment = seen.has(name.value) ? undefined : fragments[name.value]
      seen.add(name.value)
      found ||= holdsVariable(fragment?.selectionSet, fragments, seen)
      return found ? BREAK : undefined
    },
  })
  return found
}
