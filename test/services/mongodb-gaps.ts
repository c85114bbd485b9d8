/** Servers that speak MongoDB's protocol and are none: what each of them cannot run, as data. A gap is an error of theirs, or a pipeline of a kind they are known to answer wrongly, which is then not asked. */

import type { FieldType } from '../../src/model/model.ts'

export interface Make {
  readonly name: string
  /** By what it says of its build. */
  is(build: Readonly<Record<string, unknown>>): boolean
  /** Errors that say that it cannot, by their words. */
  readonly errors: readonly (readonly [words: RegExp, reason: string])[]
  /** Pipelines that it takes without a word and answers wrongly, by their text. */
  readonly wrong: readonly (readonly [text: RegExp, reason: string])[]
  /** Types of which it holds no values: their fields are left out of the models. */
  readonly without: readonly FieldType['kind'][]
  /** Characters that it sorts elsewhere than by code point, and what stands for them. */
  readonly letters: Readonly<Record<string, string>>
  /** Why several writers of one document lose updates there; absent: they do not. */
  readonly losesUpdates?: string
  /** Filters of writes that it takes without a word and answers wrongly, by their text. */
  readonly wrongWrites: readonly (readonly [text: RegExp, reason: string])[]
  /** How many of the cases it runs at least: fewer mean that something of ours is wrong. */
  readonly least: number
}

const OPERATORS = 'It lacks operators of expressions that MongoDB 5.0 has, such as $type, $let, $toDecimal, $getField and $dateFromParts.'

export const MAKES: readonly Make[] = [
  {
    name: 'mongo-java-server',
    is: (build) => build.version === '5.0.0' && build.gitVersion === undefined,
    errors: [
      [/Unrecognized expression|unknown operator: \$let/, OPERATORS],
      [/Unrecognized pipeline stage name: '\$setWindowFields'/, 'It lacks $setWindowFields.'],
      [
        /An object representing an expression must have exactly one field/,
        'To it a stored object whose keys begin with a dollar is an expression.',
      ],
      [/Use of undefined variable/, 'To it a text in a variable that begins with a dollar is a variable as well.'],
    ],
    wrong: [
      [
        /"\$indexOfArray":\[\{"\$literal":"[^"]*(?:\\.[^"]*)*"\},\[/,
        'It does not evaluate expressions inside lists, so that composite keys are equal to nothing.',
      ],
      [/"\$toLower"/, 'Its $toLower folds letters beyond ASCII.'],
    ],
    without: [],
    // It compares by UTF-16 unit: the characters between the surrogates and U+FFFF would stand above the astral ones.
    letters: { '\uff5e': '\u2053' },
    wrongWrites: [],
    least: 280,
  },
  {
    name: 'FerretDB 1 on SQLite',
    is: (build) => build.ferretdbVersion !== undefined,
    errors: [
      [/UNIQUE constraint failed: index/, 'That an update makes a unique value twice it tells as an error of its own.'],
      [/\$lookup|\$facet|\$replaceRoot|aggregation stage/i, 'It lacks the stages $lookup, $facet and $replaceRoot.'],
      [
        /aggregation operator|is not implemented|not supported|Unrecognized expression|Unknown expression/i,
        'It lacks nearly all operators of expressions.',
      ],
    ],
    wrong: [
      [
        /"\$numberDecimal"|kind\\":\\"decimal|\{"\$literal":\{\}\}/,
        'It closes a connection that sends a type it does not know: Decimal128 or MaxKey.',
      ],
    ],
    // A connection that sends a Decimal128 is closed, and keys with a dot or a dollar are refused.
    without: ['decimal', 'json'],
    letters: {},
    losesUpdates: 'It reads a document, changes it and writes it whole, and does not look whether someone else did so meanwhile.',
    wrongWrites: [],
    least: 40,
  },
]
