export async function runPeerProgram(_args: readonly string[]): Promise<void> {}
