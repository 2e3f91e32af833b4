import process from 'node:process';
import { byteString, nodeSeams } from './node-seams.ts';
import { sweep } from './sweep.ts';

const { HOME: home, DOCKER: docker } = process.env;
sweep({ home: home && byteString(home), docker }, nodeSeams);
