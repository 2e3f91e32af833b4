import { fileURLToPath } from 'node:url';
import { writeDurably } from './durable-write.ts';
import { caseSchemaText } from './schema.ts';
import { schemaFile } from './store.ts';

// Writes the JSON Schema that is shipped with the corpus. Run by `npm run schema`.
await writeDurably(fileURLToPath(new URL(`../../corpus/${schemaFile}`, import.meta.url)), caseSchemaText());
