#!/usr/bin/env node
// The `runner` program.

import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runInShell } = await import('./cli/shell.ts');
await runInShell();
