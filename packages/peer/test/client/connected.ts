// Clients for tests, closed with them.

import { onTestFinished } from 'vitest';
import { connect, type Client, type ClientOptions } from '@ringside/peer/client';

export async function connected(addresses: readonly string[], options: ClientOptions = {}): Promise<Client> {
  const client = await connect(addresses, options);
  onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}
