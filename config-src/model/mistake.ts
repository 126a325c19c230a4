/** A mistake in the records that types cannot catch: one plain sentence that names the record. */
export class Mistake extends Error {
  override readonly name = 'Mistake'
}
