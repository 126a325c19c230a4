/** Whether a path stays below the folder that it is relative to. */
export function isBelow(path: string): boolean {
  return (
    path !== '' &&
    !/^[/~]|[\\\s$]/.test(path) &&
    !path.split('/').some(part => part === '..' || part === '.' || part === '')
  )
}

/** Whether an image of somebody else may be another one tomorrow. */
export function isFloating(image: string): boolean {
  return !/:[\w][\w.-]*\d[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image) || /:(latest|current|edge)$/.test(image)
}
