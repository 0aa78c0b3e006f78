import { ValidationPipe } from '@nestjs/common';
import { platformProblems } from '../platform.problems.js';
import { fieldFaultsOf } from './field-faults.js';

/** Everything that comes in by a Nest route is checked against its class; unknown fields are refused, nothing is converted. */
export function bodyPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    exceptionFactory: (errors) => {
      const faults = fieldFaultsOf(errors);
      const first = faults[0]?.sentences.zh ?? '';
      return platformProblems['invalid-body']({ first, fields: faults });
    },
  });
}
