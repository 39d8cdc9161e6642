// The tests for any engine, on native-wasm.
import { testEngine } from '../../../test/fixtures/any-engine.ts';
import '../engine.fixture.ts';

testEngine('native-wasm');
