/** Cases that are not reproduced, each with the reason and its rule; a case that comes out right must leave the list. */
export const knownDifferences: ReadonlyMap<string, string> = new Map([])
