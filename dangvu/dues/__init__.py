"""Party dues: at which rate a member pays, which months are paid, who is exempt; never what anybody earns."""
