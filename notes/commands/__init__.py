"""The commands of `banyan`, one module a family; `table` names them all."""
