import process from 'node:process';
import { nodeSeams } from './node-seams.ts';
import { sweep } from './sweep.ts';

sweep({ home: process.env['HOME'], docker: process.env['DOCKER'] }, nodeSeams);
