"""Pages and forms of the rooms. They fetch, bind, call a service and answer; they decide nothing."""
