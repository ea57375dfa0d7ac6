namespace PortReuse.Scan.Reporting;

/// <summary>Shows a report to a human.</summary>
internal interface IReporter
{
    void Write(Report report);
}
