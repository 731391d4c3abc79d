package org.albumen.worker.model;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;

/** What goes wrong in the models, under the codes of the fleet. */
public final class ModelFailures {
  private ModelFailures() {}

  public static AlbumenException of(RestorationException e) {
    return new AlbumenException(code(e.problem()), String.valueOf(e.getMessage()), e);
  }

  public static FailureCode code(RestorationProblem problem) {
    return switch (problem) {
      case EMPTY_SOURCE -> FailureCode.SOURCE_EMPTY;
      case NOT_AN_IMAGE -> FailureCode.NOT_AN_IMAGE;
      case UNSUPPORTED_FORMAT -> FailureCode.UNSUPPORTED_FORMAT;
      case DAMAGED_IMAGE -> FailureCode.IMAGE_DAMAGED;
      case IMAGE_TOO_LARGE -> FailureCode.IMAGE_TOO_LARGE;
      case OUT_OF_MEMORY -> FailureCode.OUT_OF_MEMORY;
      case INVALID_OUTPUT -> FailureCode.OUTPUT_INVALID;
      case ENGINE_FAILED -> FailureCode.ENGINE_FAILED;
    };
  }

  public static AlbumenException of(ModelException e) {
    FailureCode code =
        switch (e.problem()) {
          case UNKNOWN_MODEL -> FailureCode.UNKNOWN_MODEL;
          case MODEL_UNAVAILABLE -> FailureCode.MODEL_UNAVAILABLE;
          case MODEL_CORRUPT -> FailureCode.MODEL_CORRUPT;
          case MODEL_MISMATCH -> FailureCode.MODEL_MISMATCH;
        };
    return new AlbumenException(code, String.valueOf(e.getMessage()), e);
  }
}
