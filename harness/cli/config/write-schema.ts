import { fileURLToPath } from 'node:url';
import { writeDurably } from '../../corpus/durable-write.ts';
import { configSchemaText } from './schema.ts';

// Writes the JSON Schema of the configuration that is shipped. Run by `npm run schema`.
const file = new URL('../../../seatrial.config.schema.json', import.meta.url);
await writeDurably(fileURLToPath(file), configSchemaText());
